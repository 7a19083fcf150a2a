package io.mainstem.architecture.planted.runtime;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Planted: every way to a clock and to chance that must be passed in. */
public final class ReadsTheClock {
  public String everything() {
    return Instant.now()
        + " "
        + System.currentTimeMillis()
        + Math.random()
        + new Random().nextInt()
        + UUID.randomUUID();
  }
}
