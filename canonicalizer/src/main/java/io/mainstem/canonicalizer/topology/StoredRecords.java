package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.canonicalizer.resolve.Neighbour;
import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Profile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What resolution keeps, in stores of the task. Who holds an identifier, and who is in a block, are
 * sets found by a digest of a fixed length.
 */
record StoredRecords(
    KeyValueStore<String, SourceRecord> records,
    Postings holders,
    Postings blocks,
    KeyValueStore<String, Map<String, Double>> likes,
    KeyValueStore<String, List<Decision>> decisions,
    KeyValueStore<String, Map<String, Double>> suggested)
    implements ResolveStore {
  /** An identifier links, so two must never have one digest. */
  static final int HOLDERS_PREFIX_BYTES = 2 * Long.BYTES;

  /** Two blocks of one digest would only cost comparisons. */
  static final int BLOCKS_PREFIX_BYTES = Long.BYTES;

  private static final byte[] HELD = {};

  /** Keys of an entity's records after that one, in their order. */
  List<String> keys(String entity, String after, int limit) {
    List<String> keys = new ArrayList<>();
    String from = after.isEmpty() ? entity + "|" : after + "\0";
    try (KeyValueIterator<String, SourceRecord> found = records.range(from, end(entity))) {
      while (found.hasNext() && keys.size() < limit) {
        keys.add(found.peekNextKey());
        found.next();
      }
    }
    return keys;
  }

  /** Forgets all records, who holds what and who is alike, but no decision. */
  void clear() {
    clear(records);
    holders.clear();
    blocks.clear();
    clear(likes);
  }

  static <K, V> void clear(KeyValueStore<K, V> store) {
    try (KeyValueIterator<K, V> found = store.all()) {
      while (found.hasNext()) {
        store.delete(found.next().key);
      }
    }
  }

  /** Behind every key of the entity. */
  private static String end(String entity) {
    return entity + "}";
  }

  /** A record that is there. */
  SourceRecord known(String key) {
    return Objects.requireNonNull(records.get(key), key);
  }

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
    holders.put(prefix(entity, token), key, HELD);
  }

  @Override
  public void release(String entity, Token token, String key) {
    holders.remove(prefix(entity, token), key);
  }

  @Override
  public List<String> holders(String entity, Token token, int limit) {
    return holders.of(prefix(entity, token), limit).stream().map(Postings.Posting::key).toList();
  }

  @Override
  public void enter(String entity, String block, String key, @Nullable Profile profile) {
    blocks.put(
        prefix(entity, block),
        key,
        profile == null ? HELD : Codecs.PROFILE_VALUES.toBytes(profile));
  }

  @Override
  public void leave(String entity, String block, String key) {
    blocks.remove(prefix(entity, block), key);
  }

  @Override
  public List<Neighbour> block(String entity, String block, int limit) {
    return blocks.of(prefix(entity, block), limit).stream().map(StoredRecords::neighbour).toList();
  }

  private static Neighbour neighbour(Postings.Posting member) {
    byte[] profile = member.said();
    return new Neighbour(
        member.key(), profile.length == 0 ? null : Codecs.PROFILE_VALUES.fromBytes(profile));
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

  private static byte[] prefix(String entity, Token token) {
    Digest digest = Token.of(entity, token.kind() + "|" + token.digest()).digest();
    return ByteBuffer.allocate(HOLDERS_PREFIX_BYTES)
        .putLong(digest.high())
        .putLong(digest.low())
        .array();
  }

  /** Entities have different rules, but one digest in two of them must not mean one block. */
  private static byte[] prefix(String entity, String block) {
    return ByteBuffer.allocate(BLOCKS_PREFIX_BYTES)
        .putLong(Long.parseUnsignedLong(block, 16) + entity.hashCode())
        .array();
  }
}
