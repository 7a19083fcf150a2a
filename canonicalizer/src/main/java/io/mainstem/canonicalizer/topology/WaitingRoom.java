package io.mainstem.canonicalizer.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What arrived while an entity's records are brought under other rules, in its order. */
final class WaitingRoom {
  private static final StringSerializer PREFIX = new StringSerializer();

  private final KeyValueStore<String, ResolveInput> store;
  private long next;
  private long left;

  WaitingRoom(KeyValueStore<String, ResolveInput> store) {
    this.store = store;
    try (KeyValueIterator<String, ResolveInput> all = store.all()) {
      while (all.hasNext()) {
        String key = all.next().key;
        next = Math.max(next, Long.parseLong(key.substring(key.indexOf('|') + 1)) + 1);
        left++;
      }
    }
  }

  boolean isEmpty(String entity) {
    if (left == 0) {
      return true;
    }
    try (KeyValueIterator<String, ResolveInput> all = store.prefixScan(entity + "|", PREFIX)) {
      return !all.hasNext();
    }
  }

  void add(String entity, ResolveInput input) {
    store.put(String.format(Locale.ROOT, "%s|%019d", entity, next++), input);
    left++;
  }

  /** The first of them, which are no longer here then. */
  List<ResolveInput> take(String entity, int limit) {
    List<KeyValue<String, ResolveInput>> first = new ArrayList<>();
    try (KeyValueIterator<String, ResolveInput> all = store.prefixScan(entity + "|", PREFIX)) {
      while (all.hasNext() && first.size() < limit) {
        first.add(all.next());
      }
    }
    first.forEach(each -> store.delete(each.key));
    left -= first.size();
    return first.stream().map(each -> each.value).toList();
  }
}
