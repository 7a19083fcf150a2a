package io.mainstem.connections.expression;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as machines and people write them. Which of dot and comma separates thousands is
 * concluded only where the text leaves no doubt; otherwise it is refused.
 */
final class Numbers {
  /** As JSON and programs write them. */
  private static final Pattern PLAIN =
      Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");

  private static final Pattern GROUPED =
      Pattern.compile("[0-9]{1,3}(?:([.,' \\u00A0\\u202F])[0-9]{3})(?:\\1[0-9]{3}){0,8}");

  private static final int MAX_CHARS = 60;

  private Numbers() {}

  /**
   * A number, negative by a minus before or after it, or by brackets.
   *
   * @param decimals most digits after the separator that can be meant; more mean thousands
   */
  static Optional<BigDecimal> read(String written, int decimals) {
    String text = written.strip();
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text));
    }
    boolean brackets = text.startsWith("(") && text.endsWith(")");
    if (brackets) {
      text = text.substring(1, text.length() - 1).strip();
    }
    boolean minusBehind = text.endsWith("-");
    if (minusBehind) {
      text = text.substring(0, text.length() - 1).strip();
    }
    boolean minus = text.startsWith("-") || text.startsWith("\u2212");
    if (minus || text.startsWith("+")) {
      text = text.substring(1).strip();
    }
    boolean negative = minus ^ (brackets || minusBehind);
    return unsigned(text, decimals).map(number -> negative ? number.negate() : number);
  }

  private static Optional<BigDecimal> unsigned(String text, int decimals) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text));
    }
    int separator = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
    int after = separator < 0 ? 0 : text.length() - separator - 1;
    String whole = separator < 0 ? text : text.substring(0, separator);
    boolean fraction =
        separator > 0
            && digits(text.substring(separator + 1))
            && (digits(whole) || grouped(whole, text.charAt(separator)));
    boolean thousands = GROUPED.matcher(text).matches();
    if (fraction && thousands && after <= decimals) {
      return Optional.empty();
    }
    if (thousands) {
      return Optional.of(new BigDecimal(text.replaceAll("[^0-9]", "")));
    }
    return fraction
        ? Optional.of(
            new BigDecimal(whole.replaceAll("[^0-9]", "") + "." + text.substring(separator + 1)))
        : Optional.empty();
  }

  /** A number with that decimal separator, and any other one between thousands. */
  static Optional<BigDecimal> read(String written, char separator) {
    char grouping = separator == ',' ? '.' : ',';
    String text = written.strip().replace(String.valueOf(grouping), "").replaceAll("[\\h']", "");
    String plain = text.replace(separator, '.');
    return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
  }

  private static boolean grouped(String whole, char decimalSeparator) {
    Matcher groups = GROUPED.matcher(whole);
    return groups.matches() && groups.group(1).charAt(0) != decimalSeparator;
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
