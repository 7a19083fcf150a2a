package io.mainstem.canonicalizer.merge;

import io.mainstem.schemas.EntityType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** On maps: for tests, measurements and runs that write nothing. */
public final class MemoryMergeStore implements MergeStore {
  private final Map<String, GoldenState> golden = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, TreeSet<String>> referrers = new HashMap<>();
  private final TreeMap<String, Unfinished> waiting = new TreeMap<>();

  /** All of them by id. */
  public Map<String, GoldenState> golden() {
    return Collections.unmodifiableMap(golden);
  }

  @Override
  public GoldenState golden(EntityType entity, String id) {
    return golden.getOrDefault(id, GoldenState.NONE);
  }

  @Override
  public void putGolden(EntityType entity, String id, GoldenState state) {
    golden.put(id, state);
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
    referrers.computeIfAbsent(alias, unseen -> new TreeSet<>()).add(id);
  }

  @Override
  public void unrefer(String alias, String id) {
    TreeSet<String> present = referrers.get(alias);
    if (present != null) {
      present.remove(id);
    }
  }

  @Override
  public List<String> referrers(String alias, String after, int limit) {
    return referrers.getOrDefault(alias, new TreeSet<>()).tailSet(after, false).stream()
        .limit(limit)
        .toList();
  }

  @Override
  public @Nullable Unfinished unfinished() {
    return waiting.isEmpty() ? null : waiting.firstEntry().getValue();
  }

  @Override
  public void putUnfinished(Unfinished unfinished) {
    waiting.put(unfinished.alias(), unfinished);
  }

  @Override
  public void removeUnfinished(String alias) {
    waiting.remove(alias);
  }
}
