package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record.
 *
 * @param entry as it stands now, or stood last
 * @param before as it stood before, or null where it is new
 * @param survivor id of the record it was merged into, or null
 */
public record Change(
    Action action, Entry entry, @Nullable Entry before, @Nullable String survivor) {

  /** A merge changes the survivor and deletes the absorbed; each is a change of its own. */
  public enum Action {
    CREATED,
    UPDATED,
    DELETED
  }

  /** The word of three for what happened. */
  public String word(String created, String updated, String deleted) {
    return switch (action) {
      case CREATED -> created;
      case UPDATED -> updated;
      case DELETED -> deleted;
    };
  }

  /** Names of the members whose value is new. */
  public List<String> changedFields() {
    List<String> names = new ArrayList<>();
    ObjectNode old = before == null ? Json.object() : before.body();
    entry
        .body()
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().equals(old.get(member.getKey()))) {
                names.add(member.getKey());
              }
            });
    return names;
  }

  /** What the changed members held before. */
  public ObjectNode previous() {
    ObjectNode previous = Json.object();
    if (before != null) {
      for (String name : changedFields()) {
        JsonNode old = before.body().get(name);
        if (old != null) {
          previous.set(name, old);
        }
      }
    }
    return previous;
  }
}
