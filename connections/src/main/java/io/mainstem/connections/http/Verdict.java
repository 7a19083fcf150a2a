package io.mainstem.connections.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an answer means for whoever asked. */
public sealed interface Verdict {
  /** Done. */
  record Success() implements Verdict {}

  /** The record does not exist (any more). */
  record Gone(int status) implements Verdict {}

  /**
   * Try again later.
   *
   * @param after as the tool asked, or null to use our own backoff
   */
  record Retry(String code, @Nullable Duration after) implements Verdict {}

  /** Trying again would not help. The cause holds no payload. */
  record Refused(String code, String cause) implements Verdict {}
}
