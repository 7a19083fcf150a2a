package io.mainstem.connections.shape;

import io.mainstem.connections.yaml.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether two names are likely those of the same field: a vendor calls it otherwise. Rather too
 * strict than too lax: in the published descriptions of the vendors we connect hardly two fields of
 * one record are alike by it.
 */
final class Namesakes {
  /** Words that are put to a name, or left out of it, without it becoming another field. */
  private static final Set<String> AFFIXES =
      Set.of("id", "at", "on", "date", "time", "address", "number", "value");

  /** One letter apart, and yet two things. */
  private static final Set<Set<String>> DIFFERENT =
      Set.of(
          Set.of("county", "country"),
          Set.of("contact", "contract"),
          Set.of("contacts", "contracts"),
          Set.of("internal", "interval"),
          Set.of("received", "relieved"),
          Set.of("sales", "scales"),
          Set.of("trail", "trial"));

  private static final Pattern WORD_END =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+");
  private static final Pattern LETTERS = Pattern.compile("[a-z]+");

  /** Shorter words that are one letter apart are mostly two words. */
  private static final int SLIP_CHARS = 5;

  /** So are those with another letter in one place, even longer ones: state, stage. */
  private static final int REPLACED_CHARS = 8;

  private Namesakes() {}

  /** {@code firstName}, {@code first_name} and {@code FIRST-NAME} are of the same words. */
  static List<String> words(String name) {
    return Stream.of(WORD_END.split(name))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The same words written otherwise, a slip of the pen, or one word such as "id" more or less. */
  static boolean alike(List<String> left, List<String> right, Shape shape) {
    return String.join("", left).equals(String.join("", right))
        || slip(left, right)
        || (shape instanceof Shape.Scalar && (affixed(left, right) || affixed(right, left)));
  }

  private static boolean affixed(List<String> longer, List<String> shorter) {
    return longer.size() == shorter.size() + 1
        && !AFFIXES.containsAll(shorter)
        && ((AFFIXES.contains(longer.getLast())
                && longer.subList(0, shorter.size()).equals(shorter))
            || (AFFIXES.contains(longer.getFirst())
                && longer.subList(1, longer.size()).equals(shorter)));
  }

  private static boolean slip(List<String> left, List<String> right) {
    if (left.size() != right.size()) {
      return false;
    }
    List<Set<String>> differing = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).equals(right.get(i))) {
        if (!slip(left.get(i), right.get(i))) {
          return false;
        }
        differing.add(new HashSet<>(Set.of(left.get(i), right.get(i))));
      }
    }
    return differing.size() == 1;
  }

  /** How a word begins and ends tells words apart: payer and payee, orders and order. */
  private static boolean slip(String left, String right) {
    int chars = Math.min(left.length(), right.length());
    return chars >= SLIP_CHARS
        && LETTERS.matcher(left).matches()
        && LETTERS.matcher(right).matches()
        && left.charAt(0) == right.charAt(0)
        && left.charAt(left.length() - 1) == right.charAt(right.length() - 1)
        && !DIFFERENT.contains(Set.of(left, right))
        && Spelling.distance(left, right) == 1
        && (chars >= REPLACED_CHARS || left.length() != right.length() || sameLetters(left, right));
  }

  private static boolean sameLetters(String left, String right) {
    return left.chars().sum() == right.chars().sum();
  }
}
