package io.mainstem.runtime.streams;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One budget of memory for all stores of the process; by default each store of each partition has
 * its own. Kafka Streams makes an instance per store, so what they share must be static.
 */
public final class BoundedRocks implements RocksDBConfigSetter {
  /** The setting with the budget, in bytes. */
  static final String BUDGET_BYTES = "mainstem.rocksdb.budget.bytes";

  /** Before a store's name: how many first bytes of its keys it is searched by. */
  static final String PREFIX_BYTES = "mainstem.rocksdb.prefix.bytes.";

  /** Of a write buffer, for a filter of prefixes. */
  private static final double PREFIX_FILTER_PART = 0.05;

  private static final long BUFFERS_PART = 2;
  private static final long BUFFER_PART = 12;
  private static final int MAX_WRITE_BUFFERS = 2;
  private static final long METADATA_BYTES = 4096;

  private static final Map<Long, Shared> BUDGETS = new ConcurrentHashMap<>();

  /** Write buffers are charged to the cache, so that the cache is the whole budget. */
  private record Shared(Cache cache, WriteBufferManager buffers, long bufferBytes) {
    static Shared of(long bytes) {
      Cache cache = new LRUCache(bytes);
      return new Shared(
          cache, new WriteBufferManager(bytes / BUFFERS_PART, cache), bytes / BUFFER_PART);
    }
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Long bytes = (Long) Objects.requireNonNull(configs.get(BUDGET_BYTES), BUDGET_BYTES);
    Shared shared = BUDGETS.computeIfAbsent(bytes, Shared::of);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(shared.cache());
    table.setCacheIndexAndFilterBlocks(true);
    // Indexes and filters in pieces: one that fell out of the cache is 4 kB to read, not a
    // megabyte.
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setMetadataBlockSize(METADATA_BYTES);
    table.setPinTopLevelIndexAndFilter(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(shared.buffers());
    options.setWriteBufferSize(shared.bufferBytes());
    options.setMaxWriteBufferNumber(MAX_WRITE_BUFFERS);
    if (configs.get(PREFIX_BYTES + storeName) instanceof Integer prefix) {
      // A search for a prefix that nobody has then looks at filters alone. Such a store must not be
      // read across prefixes.
      options.useFixedLengthPrefixExtractor(prefix);
      options.setMemtablePrefixBloomSizeRatio(PREFIX_FILTER_PART);
    }
  }

  /** Memory that caches and write buffers take now. */
  public static long usedBytes() {
    return BUDGETS.values().stream().mapToLong(shared -> shared.cache().getUsage()).sum();
  }

  /** Cache and buffers live as long as the process. */
  @Override
  public void close(String storeName, Options options) {}
}
