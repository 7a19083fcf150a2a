package io.mainstem.benchmarks;

import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.topology.ResolveStores;
import io.mainstem.runtime.streams.BoundedRocks;
import io.mainstem.runtime.streams.StreamsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stores of resolution as the canonicalizer has them, with its RocksDB and its bounds, in a
 * folder of their own and without a broker: what would go to a changelog goes nowhere.
 */
final class RocksStores implements AutoCloseable {
  private final Path folder;
  private final MockProcessorContext<Void, Void> context;

  private RocksStores(Path folder, MockProcessorContext<Void, Void> context) {
    this.folder = folder;
    this.context = context;
  }

  static RocksStores open(int megabytes) throws IOException {
    Path folder = Files.createTempDirectory("mainstem-bench-stores-");
    StreamsOptions options =
        new StreamsOptions(
            "bench-stores", "nowhere:9092", folder, "0", 1, megabytes, ResolveStores.prefixBytes());
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(options.properties(), new TaskId(0, 0), folder.toFile());
    RocksStores stores = new RocksStores(folder, context);
    for (StoreBuilder<? extends KeyValueStore<?, ?>> builder : ResolveStores.builders()) {
      KeyValueStore<?, ?> store = builder.withLoggingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    return stores;
  }

  ResolveStore resolve() {
    return ResolveStores.opened(name -> context.<StateStore>getStateStore(name));
  }

  /** Memory that the caches and write buffers of all stores take. */
  static long usedBytes() {
    return BoundedRocks.usedBytes();
  }

  long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws IOException {
    for (StoreBuilder<?> builder : ResolveStores.builders()) {
      context.getStateStore(builder.name()).close();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(files::add);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
