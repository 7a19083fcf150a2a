package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Profile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store during one event: what was asked once is not asked again, and what changes several times
 * is written once, at the end.
 */
final class RememberingStore implements ResolveStore {
  private final ResolveStore store;
  private final Map<String, Optional<SourceRecord>> records = new HashMap<>();
  private final Map<Token, List<String>> holders = new HashMap<>();
  private final Map<String, Map<String, Double>> likes = new HashMap<>();
  private final Map<String, List<Decision>> decisions = new HashMap<>();
  private final Map<String, Map<String, Double>> suggested = new HashMap<>();
  private final Map<String, SourceRecord> newRecords = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> newLikes = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> newSuggested = new LinkedHashMap<>();

  RememberingStore(ResolveStore store) {
    this.store = store;
  }

  /** Writes what changed and forgets all. */
  void settle() {
    newRecords.values().forEach(store::put);
    newLikes.forEach(store::putLikes);
    newSuggested.forEach(store::putSuggested);
    forget();
  }

  /** Of an event that failed nothing may be left. */
  void forget() {
    records.clear();
    holders.clear();
    likes.clear();
    decisions.clear();
    suggested.clear();
    newRecords.clear();
    newLikes.clear();
    newSuggested.clear();
  }

  @Override
  public @Nullable SourceRecord record(String key) {
    return records.computeIfAbsent(key, this::stored).orElse(null);
  }

  private Optional<SourceRecord> stored(String key) {
    SourceRecord known = store.record(key);
    if (known == null) {
      likes.put(key, Map.of()); // nobody was compared with it, so there is nothing to look for
    }
    return Optional.ofNullable(known);
  }

  @Override
  public void put(SourceRecord record) {
    records.put(record.key(), Optional.of(record));
    newRecords.put(record.key(), record);
  }

  @Override
  public void hold(String entity, Token token, String key) {
    holders.remove(token);
    store.hold(entity, token, key);
  }

  @Override
  public void release(String entity, Token token, String key) {
    holders.remove(token);
    store.release(entity, token, key);
  }

  @Override
  public List<String> holders(String entity, Token token, int limit) {
    return holders.computeIfAbsent(token, unseen -> store.holders(entity, unseen, limit));
  }

  @Override
  public void enter(String entity, String block, String key, @Nullable Profile profile) {
    store.enter(entity, block, key, profile);
  }

  @Override
  public void leave(String entity, String block, String key) {
    store.leave(entity, block, key);
  }

  @Override
  public List<Neighbour> block(String entity, String block, int limit) {
    return store.block(entity, block, limit);
  }

  @Override
  public Map<String, Double> likes(String key) {
    return likes.computeIfAbsent(key, store::likes);
  }

  @Override
  public void putLikes(String key, Map<String, Double> present) {
    likes.put(key, present);
    newLikes.put(key, present);
  }

  @Override
  public List<Decision> decisions(String key) {
    return decisions.computeIfAbsent(key, store::decisions);
  }

  @Override
  public void putDecisions(String key, List<Decision> present) {
    decisions.put(key, present);
    store.putDecisions(key, present);
  }

  @Override
  public Map<String, Double> suggested(String key) {
    return suggested.computeIfAbsent(key, store::suggested);
  }

  @Override
  public void putSuggested(String key, Map<String, Double> others) {
    suggested.put(key, others);
    newSuggested.put(key, others);
  }
}
