package io.mainstem.connections.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.yaml.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a vanished field is probably called now. */
final class Renames {
  /** More fields than this are not compared. */
  private static final int MAX_CANDIDATES = 200;

  private Renames() {}

  /**
   * Among the fields nobody declared those whose value could be the missing one's: the nearest in
   * spelling, or one that shares a word with it, or the only one there is.
   */
  static Optional<String> likely(String missing, JsonNode at, Shape.Struct declared) {
    Shape.Field field = declared.fields().get(missing);
    List<String> candidates = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : at.properties()) {
      if (field != null
          && candidates.size() < MAX_CANDIDATES
          && !declared.fields().containsKey(entry.getKey())
          && ShapeCheck.couldBe(entry.getValue(), field.shape())) {
        candidates.add(entry.getKey());
      }
    }
    Optional<String> near = Spelling.nearest(missing, candidates);
    if (near.isPresent()) {
      return near;
    }
    Set<String> words = words(missing);
    Optional<String> related =
        candidates.stream()
            .filter(candidate -> words(candidate).stream().anyMatch(words::contains))
            .findFirst();
    return related.isPresent() || candidates.size() != 1
        ? related
        : Optional.of(candidates.getFirst());
  }

  /** {@code firstName}, {@code first_name} and {@code FIRST-NAME} are of the same words. */
  private static Set<String> words(String name) {
    return Stream.of(name.split("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+"))
        .filter(word -> word.length() > 2)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
