package io.mainstem.connections.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A way to compare two values: how they are written before, how far they can agree (best first),
 * and what each step is worth until a business's own data say otherwise.
 */
public enum Likeness {
  /** Codes: the same or not. */
  EXACT(same(0.9, 0.001), other(0.1, 0.999)) {
    @Override
    String plain(String text) {
      return Plain.compact(text);
    }
  },

  GIVEN_NAME(
      same(0.62, 0.012),
      new Level("exchanged with the family name", 0.02, 0.0005),
      new Level("short for it", 0.05, 0.004),
      new Level("nearly the same", 0.2, 0.008),
      new Level("an initial of it", 0.02, 0.02),
      other(0.09, 0.9555)) {
    @Override
    int level(String left, String right) {
      if (left.equals(right)) {
        return 0;
      }
      if (Nicknames.same(left, right)) {
        return 2;
      }
      if (left.length() == 1 || right.length() == 1) {
        return left.charAt(0) == right.charAt(0) ? 4 : 5;
      }
      return isNearName(left, right) ? 3 : 5;
    }
  },

  FAMILY_NAME(
      same(0.75, 0.004),
      new Level("exchanged with the given name", 0.02, 0.0005),
      new Level("nearly the same", 0.16, 0.004),
      other(0.07, 0.9915)) {
    @Override
    int level(String left, String right) {
      return left.equals(right) ? 0 : isNearName(left, right) ? 2 : 3;
    }
  },

  /** ISO dates. */
  DATE(
      same(0.8, 0.0001),
      new Level("one digit or the order of day and month differs", 0.1, 0.0015),
      new Level("within a month, or two of day, month and year agree", 0.05, 0.02),
      new Level("within a year", 0.02, 0.02),
      other(0.03, 0.958)) {
    @Override
    String plain(String text) {
      return Plain.digits(text);
    }

    @Override
    int level(String left, String right) {
      if (left.equals(right)) {
        return 0;
      }
      if (left.length() != DATE_DIGITS || right.length() != DATE_DIGITS) {
        return 4;
      }
      String year = left.substring(0, 4);
      String month = left.substring(4, 6);
      String day = left.substring(6);
      if (edits(left, right, 2) <= 1
          || right.equals(year + day + month)
          || isExchange(left, right)) {
        return 1;
      }
      int parts =
          (right.startsWith(year) ? 1 : 0)
              + (right.startsWith(month, 4) ? 1 : 0)
              + (right.endsWith(day) ? 1 : 0);
      int days = Math.abs(days(left) - days(right));
      return parts >= 2 || days <= MONTH ? 2 : days <= YEAR ? 3 : 4;
    }
  },

  EMAIL(
      same(0.65, 0.0001),
      new Level("nearly the same", 0.2, 0.0003),
      new Level("the same before the @", 0.05, 0.002),
      other(0.1, 0.9974)) {
    @Override
    String plain(String text) {
      return text.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    int level(String left, String right) {
      if (left.equals(right)) {
        return 0;
      }
      if (edits(left, right, 3) <= 2 && !differInDigits(left, right)) {
        return 1;
      }
      String name = local(left);
      return !name.isEmpty() && name.equals(local(right)) ? 2 : 3;
    }
  },

  /** The last nine digits: with and without its country. */
  PHONE(same(0.7, 0.0005), new Level("one digit differs", 0.08, 0.001), other(0.22, 0.9985)) {
    @Override
    String plain(String text) {
      String digits = Plain.digits(text);
      return digits.substring(Math.max(0, digits.length() - PHONE_DIGITS));
    }

    @Override
    int level(String left, String right) {
      return left.equals(right) ? 0 : edits(left, right, 2) <= 1 || isExchange(left, right) ? 1 : 2;
    }
  },

  POSTCODE(same(0.82, 0.003), new Level("one character differs", 0.1, 0.01), other(0.08, 0.987)) {
    @Override
    String plain(String text) {
      return Plain.compact(text);
    }

    @Override
    int level(String left, String right) {
      return left.equals(right) ? 0 : edits(left, right, 2) <= 1 || isExchange(left, right) ? 1 : 2;
    }
  },

  /** Short texts, such as a town. */
  TEXT(same(0.75, 0.02), new Level("nearly the same", 0.12, 0.01), other(0.13, 0.97)) {
    @Override
    int level(String left, String right) {
      return left.equals(right) ? 0 : isNear(left, right) ? 1 : 2;
    }
  },

  /** A house number and a street. */
  STREET(same(0.9, 0.001), other(0.1, 0.999)) {
    @Override
    String plain(String text) {
      return Plain.title(text);
    }
  },

  /** Names of many words: see {@link Words} for what they are worth. */
  WORDS(same(0.9, 0.001), other(0.1, 0.999)) {
    @Override
    String plain(String text) {
      return Plain.title(text);
    }
  };

  private static final double NEAR = 0.88;
  private static final int DATE_DIGITS = 8;
  private static final int MONTH = 31;
  private static final int YEAR = 366;
  private static final int PHONE_DIGITS = 9;
  private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
  private final List<Level> levels;

  Likeness(Level... levels) {
    this.levels = List.of(levels);
  }

  /** The name in files, e.g. {@code given-name}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String labels() {
    return Arrays.stream(values()).map(Likeness::label).collect(Collectors.joining(", "));
  }

  /** Best first; the last is disagreement. */
  public List<Level> levels() {
    return levels;
  }

  /** The value as it is compared; empty where nothing of it is left. */
  String plain(String text) {
    return Plain.words(text);
  }

  /**
   * How far two plain values agree: a position in {@link #levels}. The same or not, unless more.
   */
  int level(String left, String right) {
    return left.equals(right) ? 0 : 1;
  }

  /** Which level says that this value stands in the other comparison's place; -1 without one. */
  int exchanged() {
    return this == GIVEN_NAME || this == FAMILY_NAME ? 1 : -1;
  }

  /** Compared by its words, not by levels. */
  boolean isWords() {
    return this == WORDS || this == STREET;
  }

  private static Level same(double m, double u) {
    return new Level("the same", m, u);
  }

  private static Level other(double m, double u) {
    return new Level("different", m, u);
  }

  /** Names with few letters wrong; a common beginning alone makes long ones no more alike. */
  static boolean isNearName(String left, String right) {
    int most = Math.max(2, Math.max(left.length(), right.length()) / 4);
    return isNear(left, right) && edits(left, right, most + 1) <= most;
  }

  /** Equal but for digits: jo.smith1 is not a slip of jo.smith23. */
  private static boolean differInDigits(String left, String right) {
    int at = 0;
    int there = 0;
    while (true) {
      at = pastDigits(left, at);
      there = pastDigits(right, there);
      if (at == left.length() || there == right.length()) {
        return at == left.length() && there == right.length();
      }
      if (left.charAt(at++) != right.charAt(there++)) {
        return false;
      }
    }
  }

  private static int pastDigits(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static boolean isNear(String left, String right) {
    return JARO_WINKLER.apply(left, right) >= NEAR;
  }

  /** How many characters are wrong; from {@code most} on it is not counted. */
  static int edits(String left, String right, int most) {
    if (Math.abs(left.length() - right.length()) >= most) {
      return most;
    }
    int edits = new LevenshteinDistance(most - 1).apply(left, right);
    return edits < 0 ? most : edits;
  }

  /** Two characters next to each other changed places. */
  private static boolean isExchange(String left, String right) {
    if (left.length() != right.length()) {
      return false;
    }
    int at = 0;
    while (at < left.length() && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return at + 1 < left.length()
        && left.charAt(at) == right.charAt(at + 1)
        && left.charAt(at + 1) == right.charAt(at)
        && left.substring(at + 2).equals(right.substring(at + 2));
  }

  /** Days since year 0, near enough to tell a month from a year; a broken date is only far away. */
  private static int days(String date) {
    int number = Integer.parseInt(date);
    return number / 10_000 * 365 + number / 100 % 100 * 30 + number % 100;
  }

  private static String local(String address) {
    int at = address.indexOf('@');
    return at < 0 ? "" : address.substring(0, at);
  }
}
