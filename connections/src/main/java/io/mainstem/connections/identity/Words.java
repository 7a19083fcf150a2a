package io.mainstem.connections.identity;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How alike two names of many words are: the cosine of their words, each counted by how rare it is
 * (TF-IDF), with words that are nearly the same, and a word for codes such as model numbers.
 */
final class Words {
  /** Bits between having no word in common and having all. */
  private static final double SPAN = 24;

  /** Bits against it where no word is shared. */
  private static final double NONE = 12;

  /** How much it counts that the shorter name is contained in the longer. */
  private static final double CONTAINED = 0.3;

  /** Bits for a code both have, and against it where both have codes and share none. */
  private static final double CODE_SHARED = 5;

  private static final double CODES_DIFFER = 2;

  /** Bits against it where both streets begin with a number, and not the same. */
  private static final double NUMBERS_DIFFER = 6;

  /** Two words nearly the same count so much of one that is. */
  private static final double NEAR_COUNTS = 0.8;

  /** Few words cannot say more than the rarity of those shared, and a little. */
  private static final double OF_RARITY = 1.2;

  private static final double RARITY_LEAST = 2;
  private static final double LEAST_BITS = 0.3;
  private static final int LONG_WORD = 5;
  private static final int CODE_CHARS = 4;

  private Words() {}

  /** Bits for or against, of the two values most alike. */
  static double weight(List<String> left, List<String> right) {
    double best = Double.NEGATIVE_INFINITY;
    for (String one : left) {
      for (String other : right) {
        best = Math.max(best, weight(one, other));
      }
    }
    return best;
  }

  /** The same for streets: another house is another place, however alike the rest. */
  static double streetWeight(List<String> left, List<String> right) {
    double best = Double.NEGATIVE_INFINITY;
    for (String one : left) {
      for (String other : right) {
        double bits = weight(one, other);
        best =
            Math.max(
                best, numbersDiffer(one, other) ? Math.max(bits - NUMBERS_DIFFER, -NONE) : bits);
      }
    }
    return best;
  }

  private static double weight(String left, String right) {
    Set<String> ours = split(left);
    Set<String> theirs = split(right);
    double ourLength = squares(ours);
    double theirLength = squares(theirs);
    boolean codes = hasCode(ours) && hasCode(theirs);
    boolean codeShared = false;
    double product = 0;
    double rarity = 0;
    for (String word : ours) {
      String match = theirs.contains(word) ? word : near(word, theirs);
      if (match != null) {
        theirs.remove(match);
        double counts = match.equals(word) ? 1 : NEAR_COUNTS;
        double bits = bits(word);
        product += counts * bits * bits(match);
        rarity += counts * bits;
        codeShared |= isCode(word);
      }
    }
    double cosine = product / Math.sqrt(ourLength * theirLength);
    double contained = product / Math.min(ourLength, theirLength);
    double alike = (1 - CONTAINED) * cosine + CONTAINED * contained;
    double weight = Math.min(SPAN * alike - NONE, OF_RARITY * rarity - RARITY_LEAST);
    return codeShared ? weight + CODE_SHARED : codes ? weight - CODES_DIFFER : weight;
  }

  /** By more than a slip of the pen. */
  private static boolean numbersDiffer(String one, String other) {
    String ours = number(one);
    String theirs = number(other);
    boolean both = !ours.isEmpty() && !theirs.isEmpty() && !ours.equals(theirs);
    boolean slip = ours.length() > 1 && theirs.length() > 1 && Likeness.edits(ours, theirs, 2) <= 1;
    return both && !slip;
  }

  private static String number(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  static String inWords(double bits) {
    return bits >= 8
        ? "nearly the same"
        : bits >= 2 ? "much alike" : bits > -3 ? "a little alike" : "different";
  }

  /** The words of a plain text, each once. */
  static Set<String> split(String text) {
    return new LinkedHashSet<>(Arrays.asList(text.split(" ")));
  }

  private static double squares(Set<String> words) {
    double sum = 0;
    for (String word : words) {
      double bits = bits(word);
      sum += bits * bits;
    }
    return sum;
  }

  private static double bits(String word) {
    return Math.max(LEAST_BITS, Level.bits(1 / share(word)));
  }

  /** The share of names that have the word, by its looks: codes are rare, short words are not. */
  private static double share(String word) {
    if (word.length() == 1) {
      return 0.1;
    }
    if (hasDigit(word)) {
      return word.length() < 3 ? 0.03 : word.length() < CODE_CHARS ? 0.01 : 0.0005;
    }
    return word.length() < 4 ? 0.05 : 0.01;
  }

  private static boolean hasCode(Set<String> words) {
    return words.stream().anyMatch(Words::isCode);
  }

  /** Letters and digits mixed, or many digits. */
  static boolean isCode(String word) {
    return word.length() >= CODE_CHARS
        && hasDigit(word)
        && (word.length() >= LONG_WORD || word.chars().anyMatch(Character::isLetter));
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  private static @Nullable String near(String word, Set<String> others) {
    if (word.length() >= LONG_WORD) {
      for (String other : others) {
        if (other.length() >= LONG_WORD && isNear(word, other)) {
          return other;
        }
      }
    }
    return null;
  }

  private static boolean isNear(String word, String other) {
    if (isCode(word) && isCode(other)) {
      return word.contains(other) || other.contains(word);
    }
    return !hasDigit(word) && !hasDigit(other) && Likeness.isNear(word, other);
  }
}
