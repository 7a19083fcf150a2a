package io.mainstem.runtime.health;

import java.time.InstantSource;

/** One component's own voice in the {@link HealthRegistry}. Thread safe. */
public final class HealthComponent {
  private final InstantSource clock;
  private Health present;

  HealthComponent(InstantSource clock) {
    this.clock = clock;
    this.present = new Health(Health.State.DOWN, "starting", clock.instant());
  }

  public void up(String detail) {
    set(Health.State.UP, detail);
  }

  public void degraded(String detail) {
    set(Health.State.DEGRADED, detail);
  }

  public void down(String detail) {
    set(Health.State.DOWN, detail);
  }

  synchronized Health health() {
    return present;
  }

  private synchronized void set(Health.State state, String detail) {
    present =
        new Health(state, detail, present.state() == state ? present.since() : clock.instant());
  }
}
