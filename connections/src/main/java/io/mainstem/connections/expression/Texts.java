package io.mainstem.connections.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plain text functions. */
final class Texts {
  private static final Pattern DOMAIN =
      Pattern.compile("(?:https?://)?(?:[^/@]*@)?(?:www\\.)?([a-z0-9.-]{1,253})(?:[:/?#].*)?");

  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern ACCENT = Pattern.compile("\\p{M}");
  private static final Pattern DASHES = Pattern.compile("[^a-z0-9]+");

  /** A text is never cut into more parts than this; the rest is left out. */
  static final int MAX_PARTS = 10_000;

  private Texts() {}

  /** The domain of a web address or an email address, lower case, without www. */
  static @Nullable String domain(String text) {
    Matcher matcher = DOMAIN.matcher(text.toLowerCase(Locale.ROOT));
    return matcher.matches() && matcher.group(1).indexOf('.') > 0 ? matcher.group(1) : null;
  }

  /** In double quotes, for tools whose filters are text; what would end the quote is refused. */
  static String quote(String text) {
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.UNPARSEABLE_VALUE, "a text has a quotation mark or a backslash");
    }
    return '"' + text + '"';
  }

  /** In single quotes, with what would end them escaped by a backslash. */
  static String quoteSql(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  static String compact(String text) {
    return NOT_WORD.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
  }

  static String slug(String text) {
    String ascii = ACCENT.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return DASHES.matcher(ascii.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-|-$", "");
  }

  static List<Object> split(String text, String separator) {
    List<Object> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      parts.add(text);
      return parts;
    }
    for (int from = 0; from <= text.length() && parts.size() < MAX_PARTS; ) {
      int end = text.indexOf(separator, from);
      String part = text.substring(from, end < 0 ? text.length() : end).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      from = end < 0 ? text.length() + 1 : end + separator.length();
    }
    return parts;
  }

  static String lastPart(String text, String separator) {
    int at = separator.isEmpty() ? -1 : text.lastIndexOf(separator);
    return at < 0 ? text : text.substring(at + separator.length());
  }

  static String left(String text, long count) {
    int end =
        text.offsetByCodePoints(0, Math.clamp(count, 0, text.codePointCount(0, text.length())));
    return text.substring(0, end);
  }

  static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on", "1", "t" -> true;
      case "false", "no", "n", "off", "0", "f" -> false;
      default -> throw FunctionSet.unreadable("a yes or no cannot be read");
    };
  }

  static String digest(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String unbase64(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw FunctionSet.unreadable("a text is not Base64");
    }
  }
}
