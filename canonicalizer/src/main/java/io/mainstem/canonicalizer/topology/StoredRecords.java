package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Resolution's records and their identifiers in two stores of the task. */
record StoredRecords(
    KeyValueStore<String, SourceRecord> records, KeyValueStore<String, byte[]> holders)
    implements ResolveStore {
  private static final StringSerializer PREFIX = new StringSerializer();
  private static final byte[] HELD = {};

  @Override
  public @Nullable SourceRecord record(String key) {
    return records.get(key);
  }

  @Override
  public void put(SourceRecord known) {
    records.put(known.latest().key(), known);
  }

  @Override
  public void hold(String entity, Token token, String key) {
    holders.put(prefix(entity, token) + key, HELD);
  }

  @Override
  public void release(String entity, Token token, String key) {
    holders.delete(prefix(entity, token) + key);
  }

  @Override
  public List<String> holders(String entity, Token token, int limit) {
    String prefix = prefix(entity, token);
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> found = holders.prefixScan(prefix, PREFIX)) {
      while (found.hasNext() && keys.size() < limit) {
        keys.add(found.next().key.substring(prefix.length()));
      }
    }
    return keys;
  }

  private static String prefix(String entity, Token token) {
    return entity + "|" + token.kind() + "|" + token.digest() + "|";
  }
}
