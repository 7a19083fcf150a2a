package io.mainstem.connections.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Spelling {
  private static final int MAX_WORD_CHARS = 64;

  private Spelling() {}

  /** The valid spelling nearest to {@code word}, if it is near enough to be worth saying. */
  public static Optional<String> nearest(String word, Collection<String> valid) {
    String lower = shorten(word);
    int allowed = Math.max(1, lower.length() / 3);
    return valid.stream()
        .filter(candidate -> distance(lower, shorten(candidate)) <= allowed)
        .min(Comparator.comparingInt(candidate -> distance(lower, shorten(candidate))));
  }

  private static String shorten(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.length() <= MAX_WORD_CHARS ? lower : lower.substring(0, MAX_WORD_CHARS);
  }

  /** Damerau–Levenshtein distance (adjacent transposition counts one). */
  public static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= right.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[left.length()][right.length()];
  }
}
