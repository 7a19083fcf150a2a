package io.mainstem.connections.identity;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.Map;

/** Text as matching reads it: Latin letters without accents, lower case, words apart by a blank. */
final class Plain {
  private static final int ASCII = 0x80;
  private static final int CODE_CHARS = 5;

  /** Any script to ASCII; ICU documents its transliterators as safe to share once made. */
  private static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII");

  private static final Map<String, String> SHORT = Abbreviations.read();

  private Plain() {}

  /** Words of letters and digits; what stands between them is one blank. */
  static String words(String text) {
    String ascii = ascii(text);
    StringBuilder plain = new StringBuilder(ascii.length());
    boolean apart = false;
    for (int i = 0; i < ascii.length(); i++) {
      char next = ascii.charAt(i);
      if (Character.isLetterOrDigit(next)) {
        if (apart && !plain.isEmpty()) {
          plain.append(' ');
        }
        apart = false;
        plain.append(next);
      } else if (next != '\'') {
        apart = true;
      }
    }
    return plain.toString();
  }

  /**
   * The same for names of things and streets: a code in one piece however it is written
   * (KX-TG1034S, KXTG1034S), and words that have a usual short form in that.
   */
  static String title(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (String piece : text.strip().split("\\s+", -1)) {
      String together = compact(piece);
      boolean code =
          together.length() >= CODE_CHARS
              && Words.isCode(together)
              && together.chars().anyMatch(Character::isLetter)
              && piece.chars().noneMatch(Plain::endsCode);
      for (String word : (code ? together : words(piece)).split(" ", -1)) {
        if (!word.isEmpty()) {
          plain.append(plain.isEmpty() ? "" : " ").append(SHORT.getOrDefault(word, word));
        }
      }
    }
    return plain.toString();
  }

  /** Letters and digits alone. */
  static String compact(String text) {
    return words(text).replace(" ", "");
  }

  static String digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    text.chars()
        .filter(next -> next >= '0' && next <= '9')
        .forEach(next -> digits.append((char) next));
    return digits.toString();
  }

  /** What stands between words, and never within a code. */
  private static boolean endsCode(int next) {
    return !Character.isLetterOrDigit(next) && next != '-' && next != '/';
  }

  private static String ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= ASCII) {
        return LATIN.transliterate(text).toLowerCase(Locale.ROOT);
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
