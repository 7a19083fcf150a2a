package io.mainstem.simulators.play;

import io.mainstem.simulators.business.Calendar;
import java.time.Instant;
import java.time.InstantSource;

/** The business's own time, which moves with the story and never back. */
public final class BusinessClock implements InstantSource {
  private volatile Instant now = Calendar.instant(Calendar.opening());

  @Override
  public Instant instant() {
    return now;
  }

  public synchronized void reached(Instant at) {
    if (at.isAfter(now)) {
      now = at;
    }
  }
}
