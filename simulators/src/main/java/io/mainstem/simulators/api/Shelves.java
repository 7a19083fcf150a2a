package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records one tool holds, by kind, in the order in which they were created. */
public final class Shelves {
  private final Map<String, Map<String, ObjectNode>> records = new LinkedHashMap<>();

  public synchronized void put(String shelf, String id, ObjectNode record) {
    records.computeIfAbsent(shelf, s -> new LinkedHashMap<>()).put(id, record.deepCopy());
  }

  public synchronized void remove(String shelf, String id) {
    records.computeIfAbsent(shelf, s -> new LinkedHashMap<>()).remove(id);
  }

  public synchronized Optional<ObjectNode> get(String shelf, String id) {
    return Optional.ofNullable(records.getOrDefault(shelf, Map.of()).get(id))
        .map(ObjectNode::deepCopy);
  }

  /** All records of a kind; the trees are shared and must not be changed. */
  public synchronized List<ObjectNode> all(String shelf) {
    return new ArrayList<>(records.getOrDefault(shelf, Map.of()).values());
  }
}
