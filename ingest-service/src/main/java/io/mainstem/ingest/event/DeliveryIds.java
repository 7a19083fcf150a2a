package io.mainstem.ingest.event;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Receipts for deliveries: version 7 UUIDs (RFC 9562, section 5.7), so that they sort by time and
 * can serve as trace ids.
 */
public final class DeliveryIds implements Supplier<UUID> {

  private final InstantSource clock;
  private final RandomGenerator random;

  public DeliveryIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public UUID get() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
