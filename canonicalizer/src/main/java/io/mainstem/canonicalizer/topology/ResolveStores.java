package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.resolve.ResolveStore;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores of resolution: for the topology, and for whoever measures it without one. */
public final class ResolveStores {
  private ResolveStores() {}

  /** All of them, on disk. */
  public static List<StoreBuilder<? extends KeyValueStore<?, ?>>> builders() {
    return List.of(
        builder(StoreNames.RESOLVE_RECORDS, Codecs.SOURCE_RECORD.serde()),
        builder(StoreNames.RESOLVE_HOLDERS, Serdes.ByteArray(), Serdes.ByteArray()),
        builder(StoreNames.RESOLVE_BLOCKS, Serdes.ByteArray(), Serdes.ByteArray()),
        builder(StoreNames.RESOLVE_LIKES, Codecs.LIKES.serde()),
        builder(StoreNames.RESOLVE_DECISIONS, Codecs.DECISIONS.serde()),
        builder(StoreNames.RESOLVE_SUGGESTED, Codecs.LIKES.serde()));
  }

  /** Those for bringing records under other rules; what is weighed is of no value after a crash. */
  static List<StoreBuilder<? extends KeyValueStore<?, ?>>> ruleBuilders() {
    return List.of(
        builder(StoreNames.RESOLVE_RULES, Codecs.REGIME.serde()),
        builder(StoreNames.RESOLVE_WAITING, Codecs.WAITING.serde()),
        builder(StoreNames.WEIGH_RECORDS, Codecs.SOURCE_RECORD.serde()).withLoggingDisabled(),
        builder(StoreNames.WEIGH_HOLDERS, Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled(),
        builder(StoreNames.WEIGH_BLOCKS, Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled(),
        builder(StoreNames.WEIGH_LIKES, Codecs.LIKES.serde()).withLoggingDisabled());
  }

  /** Of all stores of the resolve stage. */
  static String[] names() {
    return Stream.concat(builders().stream(), ruleBuilders().stream())
        .map(StoreBuilder::name)
        .toArray(String[]::new);
  }

  /** Of the stores that are searched by the first bytes of their keys, how many those are. */
  public static Map<String, Integer> prefixBytes() {
    return Map.of(
        StoreNames.RESOLVE_HOLDERS, StoredRecords.HOLDERS_PREFIX_BYTES,
        StoreNames.RESOLVE_BLOCKS, StoredRecords.BLOCKS_PREFIX_BYTES,
        StoreNames.WEIGH_HOLDERS, StoredRecords.HOLDERS_PREFIX_BYTES,
        StoreNames.WEIGH_BLOCKS, StoredRecords.BLOCKS_PREFIX_BYTES);
  }

  /** What resolution keeps, in those stores once they are open, found by their names. */
  public static ResolveStore opened(Function<String, ? extends StateStore> stores) {
    return records(stores);
  }

  /** The same decisions with records to weigh other rules by. */
  static StoredRecords scratch(Function<String, ? extends StateStore> stores) {
    return new StoredRecords(
        store(stores, StoreNames.WEIGH_RECORDS),
        new Postings(store(stores, StoreNames.WEIGH_HOLDERS)),
        new Postings(store(stores, StoreNames.WEIGH_BLOCKS)),
        store(stores, StoreNames.WEIGH_LIKES),
        store(stores, StoreNames.RESOLVE_DECISIONS),
        store(stores, StoreNames.RESOLVE_SUGGESTED));
  }

  static StoredRecords records(Function<String, ? extends StateStore> stores) {
    return new StoredRecords(
        store(stores, StoreNames.RESOLVE_RECORDS),
        new Postings(store(stores, StoreNames.RESOLVE_HOLDERS)),
        new Postings(store(stores, StoreNames.RESOLVE_BLOCKS)),
        store(stores, StoreNames.RESOLVE_LIKES),
        store(stores, StoreNames.RESOLVE_DECISIONS),
        store(stores, StoreNames.RESOLVE_SUGGESTED));
  }

  /** As Kafka Streams gives them: the type is that of the builder with the name. */
  @SuppressWarnings("unchecked")
  private static <K, V> KeyValueStore<K, V> store(
      Function<String, ? extends StateStore> stores, String name) {
    return (KeyValueStore<K, V>) stores.apply(name);
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> builder(String name, Serde<V> values) {
    return builder(name, Serdes.String(), values);
  }

  private static <K, V> StoreBuilder<KeyValueStore<K, V>> builder(
      String name, Serde<K> keys, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values);
  }
}
