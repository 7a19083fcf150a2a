package io.mainstem.connections.expression;

import java.time.Instant;
import java.util.Optional;

/** Moments in the spellings tools use, for those who read payloads without expressions. */
public final class Moments {
  private Moments() {}

  /** ISO 8601, epoch milliseconds, or {@code /Date(ms+0000)/}; empty where it is none of them. */
  public static Optional<Instant> read(String text) {
    try {
      return Optional.of(Times.instant(text));
    } catch (ExpressionFailure e) {
      return Optional.empty();
    }
  }
}
