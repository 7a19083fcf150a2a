package io.mainstem.connections.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 900ms}, {@code 5m}, {@code 30d}. */
public final class Durations {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

  private Durations() {}

  /** The span at {@code at}; whole seconds where no unit is written; a problem for what is none. */
  public static Optional<Duration> read(YamlNode at, Problems problems) {
    if (!at.isPresent()) {
      return Optional.empty();
    }
    Optional<Duration> span = parse(at.text().orElse(""));
    if (span.isEmpty()) {
      problems.wrong(at, "a span of time such as 900ms, 30s, 5m, 2h or 7d");
    }
    return span;
  }

  public static Optional<Duration> parse(String text) {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> throw new IllegalStateException("unit: " + unit);
        });
  }
}
