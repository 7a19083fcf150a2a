package io.mainstem.anomaly.explain;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence with {@code {name}} where a computed value belongs. */
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

  private Template() {}

  /** Every name must have a value; the workspace checker has seen to it at load. */
  public static String fill(String template, Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "{%s}: unknown (expected: one of %s)"
                        .formatted(place.group(1), values.keySet()));
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
