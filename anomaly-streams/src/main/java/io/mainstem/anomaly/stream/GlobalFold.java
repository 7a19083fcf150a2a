package io.mainstem.anomaly.stream;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a global store of what a topic says, in a smaller form and perhaps by another key. A
 * tombstone changes nothing: a canonical id once given may still be referred to.
 */
final class GlobalFold<V, T> implements Processor<String, V, Void, Void> {

  /** What a record of the topic changes in the store. */
  interface Fold<V, T> {
    Change<T> of(String key, V value);
  }

  /** A key and its new value; without key, nothing changes. */
  record Change<T>(@Nullable String key, @Nullable T value) {}

  private final String storeName;
  private final Fold<V, T> fold;
  private @Nullable KeyValueStore<String, T> store;

  GlobalFold(String storeName, Fold<V, T> fold) {
    this.storeName = storeName;
    this.fold = fold;
  }

  static <T> Change<T> keep(String key, T value) {
    return new Change<>(key, value);
  }

  static <T> Change<T> skip() {
    return new Change<>(null, null);
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, V> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    Change<T> change = fold.of(record.key(), record.value());
    if (change.key() != null && change.value() != null) {
      Objects.requireNonNull(store).put(change.key(), change.value());
    }
  }
}
