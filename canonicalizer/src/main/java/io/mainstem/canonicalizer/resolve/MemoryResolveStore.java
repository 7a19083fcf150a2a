package io.mainstem.canonicalizer.resolve;

import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** On maps: for tests, measurements and runs that write nothing. */
public final class MemoryResolveStore implements ResolveStore {
  private final Map<String, SourceRecord> records = new HashMap<>();
  private final Map<String, TreeSet<String>> holders = new HashMap<>();
  private final Map<String, TreeMap<String, Neighbour>> blocks = new HashMap<>();
  private final Map<String, Map<String, Double>> likes = new HashMap<>();
  private final Map<String, List<Decision>> decisions = new HashMap<>();
  private final Map<String, Map<String, Double>> suggested = new HashMap<>();

  @Override
  public @Nullable SourceRecord record(String key) {
    return records.get(key);
  }

  @Override
  public void put(SourceRecord known) {
    records.put(known.key(), known);
  }

  @Override
  public void hold(String entity, Token token, String key) {
    holders.computeIfAbsent(entity + token, unseen -> new TreeSet<>()).add(key);
  }

  @Override
  public void release(String entity, Token token, String key) {
    holders.getOrDefault(entity + token, new TreeSet<>()).remove(key);
  }

  @Override
  public List<String> holders(String entity, Token token, int limit) {
    return holders.getOrDefault(entity + token, new TreeSet<>()).stream().limit(limit).toList();
  }

  @Override
  public void enter(String entity, String block, String key, @Nullable Profile profile) {
    blocks
        .computeIfAbsent(entity + block, unseen -> new TreeMap<>())
        .put(key, new Neighbour(key, profile));
  }

  @Override
  public void leave(String entity, String block, String key) {
    blocks.getOrDefault(entity + block, new TreeMap<>()).remove(key);
  }

  @Override
  public List<Neighbour> block(String entity, String block, int limit) {
    return blocks.getOrDefault(entity + block, new TreeMap<>()).values().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public Map<String, Double> likes(String key) {
    return likes.getOrDefault(key, Map.of());
  }

  @Override
  public void putLikes(String key, Map<String, Double> present) {
    likes.put(key, present);
  }

  @Override
  public List<Decision> decisions(String key) {
    return decisions.getOrDefault(key, List.of());
  }

  @Override
  public void putDecisions(String key, List<Decision> present) {
    decisions.put(key, present);
  }

  @Override
  public Map<String, Double> suggested(String key) {
    return suggested.getOrDefault(key, Map.of());
  }

  @Override
  public void putSuggested(String key, Map<String, Double> others) {
    suggested.put(key, others);
  }
}
