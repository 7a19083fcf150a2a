package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two payloads differ. */
final class Diff {
  /** So many places are told apart; the last then stands for the rest. */
  static final int MAX_PLACES = 200;

  private final List<Place> places = new ArrayList<>();

  private Diff() {}

  /**
   * One place.
   *
   * @param before JSON text; null where nothing stood
   * @param after JSON text; null where nothing stands any more
   */
  public record Place(String at, @Nullable String before, @Nullable String after) {}

  static List<Place> of(@Nullable JsonNode before, @Nullable JsonNode after) {
    Diff diff = new Diff();
    diff.compare(new Pointer(List.of()), before, after);
    return List.copyOf(diff.places);
  }

  private void compare(Pointer at, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before != null && before.equals(after)) {
      return;
    }
    if (before != null && after != null && before.isObject() && after.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(at.then(name), before.get(name), after.get(name)));
    } else if (before != null && after != null && before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(at.then(String.valueOf(i)), before.get(i), after.get(i));
      }
    } else if (places.size() < MAX_PLACES) {
      places.add(new Place(at.toString(), text(before), text(after)));
    }
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : Json.text(node);
  }
}
