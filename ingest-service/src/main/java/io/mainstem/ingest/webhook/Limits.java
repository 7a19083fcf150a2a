package io.mainstem.ingest.webhook;

import java.time.Duration;

/** What a sender may ask of the door. Head size and head time are the HTTP server's. */
public final class Limits {

  /** Bytes of a request body as sent. */
  public static final int MAX_BODY_BYTES = 900 * 1024;

  /** Bytes past that which are read and thrown away, so that the sender sees why. */
  public static final int MAX_DRAINED_BYTES = 4 * 1024 * 1024;

  /** Bytes of a body that was sent compressed. */
  public static final int MAX_INFLATED_BYTES = 4 * 1024 * 1024;

  /** How many times larger than sent a compressed body may turn out. */
  public static final int MAX_INFLATION_RATIO = 100;

  /** From the end of the head to the end of the body, where its sender waits that long. */
  public static final Duration BODY_TIME = Duration.ofSeconds(10);

  /** A body that comes more slowly than this is a connection held, not a delivery. */
  public static final int MIN_BODY_BYTES_PER_SECOND = 1_000;

  /** Before its pace is looked at: a short body in two packets is no drip. */
  public static final Duration BODY_GRACE = Duration.ofSeconds(2);

  /** From the end of the body to the broker's last ack. */
  public static final Duration ACK_TIME = Duration.ofMillis(900);

  /** Events one request may carry. */
  public static final int MAX_EVENTS = 1_000;

  /** Told to a sender that is asked to come again. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private Limits() {}

  /** Whether so much in such a time, and still not all, is too slow. */
  static boolean isDrip(long bytes, Duration since) {
    return since.compareTo(BODY_GRACE) >= 0
        && bytes * 1_000 < since.toMillis() * MIN_BODY_BYTES_PER_SECOND;
  }
}
