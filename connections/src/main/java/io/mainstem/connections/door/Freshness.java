package io.mainstem.connections.door;

import io.mainstem.connections.tool.AuthScheme;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a signed time is near enough, both ways. Asked only once the signature is right. */
final class Freshness {
  private Freshness() {}

  static Optional<Rejection> reject(
      AuthScheme.Unit unit, @Nullable Duration tolerance, String text, Instant now) {
    if (tolerance == null) {
      return Optional.empty();
    }
    Instant sent;
    try {
      sent =
          switch (unit) {
            case S -> Instant.ofEpochSecond(Long.parseLong(text));
            case MS -> Instant.ofEpochMilli(Long.parseLong(text));
            case ISO8601 -> OffsetDateTime.parse(text).toInstant();
          };
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.of(Rejection.TIMESTAMP_UNREADABLE);
    }
    if (sent.isBefore(now.minus(tolerance))) {
      return Optional.of(Rejection.TIMESTAMP_STALE);
    }
    return sent.isAfter(now.plus(tolerance))
        ? Optional.of(Rejection.TIMESTAMP_AHEAD)
        : Optional.empty();
  }
}
