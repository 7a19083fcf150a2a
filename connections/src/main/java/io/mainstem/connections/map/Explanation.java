package io.mainstem.connections.map;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payload becomes, and why: the text behind {@code mainstem try}.
 *
 * @param fields of every fragment in the order of the tool file, also of those left out
 */
public record Explanation(MapResult result, List<Field> fields) {
  /**
   * One field of one fragment.
   *
   * @param expression as written in the tool file
   * @param value as text, or null where nothing came of it
   * @param reason e.g. {@code supplied}, {@code nothing in the payload}, {@code value map}
   */
  public record Field(
      String entity, String field, String expression, @Nullable String value, String reason) {}
}
