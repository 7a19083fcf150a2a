package io.mainstem.simulators.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** At most so many requests in any window of a length, as the vendors count them. */
public final class RateLimit {
  private final int requests;
  private final Duration window;
  private final InstantSource clock;
  private final Deque<Instant> recent = new ArrayDeque<>();

  public RateLimit(int requests, Duration window, InstantSource clock) {
    this.requests = requests;
    this.window = window;
    this.clock = clock;
  }

  /**
   * Reads {@code 150/2s} or {@code 60/1m}.
   *
   * @throws IllegalArgumentException where it says neither
   */
  public static RateLimit parse(String text, InstantSource clock) {
    String[] parts = text.split("/", -1);
    try {
      String window = parts[1].strip();
      long amount = Long.parseLong(window.substring(0, window.length() - 1));
      boolean minutes = window.endsWith("m");
      if (!minutes && !window.endsWith("s")) {
        throw new IllegalArgumentException("unit");
      }
      return new RateLimit(
          Integer.parseInt(parts[0].strip()),
          minutes ? Duration.ofMinutes(amount) : Duration.ofSeconds(amount),
          clock);
    } catch (RuntimeException unreadable) {
      throw new IllegalArgumentException(
          "rate limit: " + text + " (expected: requests/window, e.g. 150/10s or 60/1m)",
          unreadable);
    }
  }

  /** Empty when the request may pass; otherwise how long to wait, at least a second. */
  public synchronized Optional<Duration> refused() {
    Instant now = clock.instant();
    while (!recent.isEmpty() && !recent.peekFirst().plus(window).isAfter(now)) {
      recent.removeFirst();
    }
    if (recent.size() < requests) {
      recent.addLast(now);
      return Optional.empty();
    }
    Duration wait = Duration.between(now, recent.getFirst().plus(window));
    return Optional.of(wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
  }

  /** Requests left in the present window. */
  public synchronized int remaining() {
    return Math.max(0, requests - recent.size());
  }

  public int requests() {
    return requests;
  }

  public Duration window() {
    return window;
  }

  /** Whole seconds, rounded up, as {@code Retry-After} wants them. */
  public static String retryAfter(Duration wait) {
    return String.valueOf((wait.toMillis() + 999) / 1000);
  }
}
