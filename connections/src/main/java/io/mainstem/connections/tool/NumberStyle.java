package io.mainstem.connections.tool;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a file writes numbers, spelt as it writes one thousand two hundred thirty-four and a half. It
 * is declared, never guessed: nobody can tell whether {@code 1.234} is a little more than one.
 */
public enum NumberStyle {
  PLAIN("1234.5", "", '.'),
  COMMA("1234,5", "", ','),
  ENGLISH("1,234.5", ",", '.'),
  GERMAN("1.234,5", ".", ','),
  FRENCH("1 234,5", " \u00a0\u202f", ','),
  SWISS("1'234.5", "'\u2019", '.');

  private static final int MAX_CHARS = 100;

  private final String example;
  private final Pattern pattern;
  private final Pattern grouping;
  private final char point;

  NumberStyle(String example, String grouping, char point) {
    String mark = grouping.isEmpty() ? "" : "[" + grouping + "]";
    String fraction = "(?:" + Pattern.quote(String.valueOf(point)) + "[0-9]+)?";
    String whole = mark.isEmpty() ? "[0-9]+" : "(?:[0-9]+|[0-9]{1,3}(?:" + mark + "[0-9]{3})+)";
    this.example = example;
    this.pattern = Pattern.compile("[-+]?" + whole + fraction);
    this.grouping = Pattern.compile(mark.isEmpty() ? "(?!)" : mark);
    this.point = point;
  }

  /** Every style as it is spelt in tool files. */
  public static List<String> examples() {
    return Arrays.stream(values()).map(style -> style.example).toList();
  }

  /** The style spelt so. */
  public static Optional<NumberStyle> of(String example) {
    return Arrays.stream(values()).filter(style -> style.example.equals(example)).findFirst();
  }

  /** The number, with every digit it was written with; empty where it is none of this style. */
  public Optional<BigDecimal> read(String text) {
    if (text.length() > MAX_CHARS || !pattern.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(grouping.matcher(text).replaceAll("").replace(point, '.')));
  }
}
