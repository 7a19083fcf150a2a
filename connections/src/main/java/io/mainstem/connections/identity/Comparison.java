package io.mainstem.connections.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing two records are compared by.
 *
 * @param exchanged position of the comparison this value is sometimes exchanged with, or -1
 * @param group comparisons of one group say partly the same (a household shares address and phone),
 *     so together they count up to the group's limit
 */
public record Comparison(
    String name,
    Likeness likeness,
    List<Level> levels,
    int exchanged,
    @Nullable String group,
    Frequencies frequencies) {

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

  double weight(int level, List<String> left, List<String> right) {
    Level reached = levels.get(level);
    if (level != 0) {
      return reached.weight();
    }
    double rarest = 1;
    for (String one : left) {
      if (right.contains(one)) {
        rarest = Math.min(rarest, frequencies.of(one, reached.u()));
      }
    }
    return Level.bits(reached.m() / Math.max(rarest, MIN_SHARE));
  }

  private static final double MIN_SHARE = 1e-6;
}
