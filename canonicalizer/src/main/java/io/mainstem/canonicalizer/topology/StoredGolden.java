package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.GoldenState;
import io.mainstem.canonicalizer.merge.MergeStore;
import io.mainstem.canonicalizer.merge.Unfinished;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What merging keeps, in stores of the task. */
final class StoredGolden implements MergeStore {
  private static final byte[] REFERS = {};
  private static final char SEPARATOR = '|';

  /** Comes after every key that begins with an alias and the separator. */
  private static final char AFTER_SEPARATOR = SEPARATOR + 1;

  /** Comes before every character of an id. */
  private static final char LEAST = ' ';

  private final KeyValueStore<String, byte[]> golden;
  private final KeyValueStore<String, String> ids;
  private final KeyValueStore<String, byte[]> referrers;
  private final KeyValueStore<String, Unfinished> waiting;
  private final Map<EntityType, Codec<GoldenState>> codecs = new HashMap<>();

  StoredGolden(
      KeyValueStore<String, byte[]> golden,
      KeyValueStore<String, String> ids,
      KeyValueStore<String, byte[]> referrers,
      KeyValueStore<String, Unfinished> waiting) {
    this.golden = golden;
    this.ids = ids;
    this.referrers = referrers;
    this.waiting = waiting;
  }

  @Override
  public GoldenState golden(EntityType entity, String id) {
    byte[] kept = golden.get(id);
    return kept == null ? GoldenState.NONE : codec(entity).fromBytes(kept);
  }

  @Override
  public void putGolden(EntityType entity, String id, GoldenState state) {
    golden.put(id, codec(entity).toBytes(state));
  }

  @Override
  public @Nullable String canonicalId(String alias) {
    return ids.get(alias);
  }

  @Override
  public void putCanonicalId(String alias, String id) {
    ids.put(alias, id);
  }

  @Override
  public void refer(String alias, String id) {
    referrers.put(alias + SEPARATOR + id, REFERS);
  }

  @Override
  public void unrefer(String alias, String id) {
    referrers.delete(alias + SEPARATOR + id);
  }

  @Override
  public List<String> referrers(String alias, String after, int limit) {
    List<String> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> next =
        referrers.range(alias + SEPARATOR + after + LEAST, alias + AFTER_SEPARATOR)) {
      while (next.hasNext() && found.size() < limit) {
        found.add(next.next().key.substring(alias.length() + 1));
      }
    }
    return found;
  }

  @Override
  public @Nullable Unfinished unfinished() {
    try (KeyValueIterator<String, Unfinished> next = waiting.all()) {
      return next.hasNext() ? next.next().value : null;
    }
  }

  @Override
  public void putUnfinished(Unfinished unfinished) {
    waiting.put(unfinished.alias(), unfinished);
  }

  @Override
  public void removeUnfinished(String alias) {
    waiting.delete(alias);
  }

  private Codec<GoldenState> codec(EntityType entity) {
    return codecs.computeIfAbsent(entity, Codecs::goldenState);
  }
}
