package io.mainstem.connections.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing two records are compared by.
 *
 * @param exchanged position of the comparison this value is sometimes exchanged with, or -1
 * @param group comparisons of one group say partly the same (a household shares address and phone),
 *     so together they count up to the group's limit
 * @param apart the group whose members it tells apart, such as people of one household
 */
public record Comparison(
    String name,
    Likeness likeness,
    List<Level> levels,
    int exchanged,
    @Nullable String group,
    @Nullable String apart) {

  public Comparison {
    levels = List.copyOf(levels);
  }

  /** The best level any two of the values reach. */
  int level(List<String> left, List<String> right) {
    int best = levels.size() - 1;
    for (String one : left) {
      for (String other : right) {
        best = Math.min(best, likeness.level(one, other));
      }
    }
    return best;
  }
}
