package io.mainstem.runtime.outbound;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header: seconds or an HTTP date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
  /** A tool that asks for more is believed this far only. */
  public static final Duration LONGEST = Duration.ofMinutes(15);

  private RetryAfter() {}

  /** How long the tool asks us to wait; empty where it says nothing that can be read. */
  public static Optional<Duration> of(OutboundResponse response, InstantSource clock) {
    return response.header("retry-after").flatMap(text -> parse(text.strip(), clock.instant()));
  }

  static Optional<Duration> parse(String text, Instant now) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(capped(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(capped(Duration.between(now, at)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration capped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
