package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What resolution keeps, in stores of the task. */
record StoredRecords(
    KeyValueStore<String, SourceRecord> records,
    KeyValueStore<String, byte[]> holders,
    KeyValueStore<String, Map<String, Double>> likes,
    KeyValueStore<String, List<Decision>> decisions,
    KeyValueStore<String, Map<String, Double>> suggested)
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

  @Override
  public Map<String, Double> likes(String key) {
    return Objects.requireNonNullElse(likes.get(key), Map.of());
  }

  @Override
  public void putLikes(String key, Map<String, Double> present) {
    likes.put(key, present.isEmpty() ? null : present);
  }

  @Override
  public List<Decision> decisions(String key) {
    return Objects.requireNonNullElse(decisions.get(key), List.of());
  }

  @Override
  public void putDecisions(String key, List<Decision> present) {
    decisions.put(key, present);
  }

  @Override
  public Map<String, Double> suggested(String key) {
    return Objects.requireNonNullElse(suggested.get(key), Map.of());
  }

  @Override
  public void putSuggested(String key, Map<String, Double> others) {
    suggested.put(key, others.isEmpty() ? null : others);
  }

  private static String prefix(String entity, Token token) {
    return entity + "|" + token.kind() + "|" + token.digest() + "|";
  }
}
