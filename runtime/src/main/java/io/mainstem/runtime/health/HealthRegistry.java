package io.mainstem.runtime.health;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The components of one process. Thread safe. */
public final class HealthRegistry {
  private final InstantSource clock;
  private final Map<String, Supplier<Health>> components = new ConcurrentSkipListMap<>();

  public HealthRegistry(InstantSource clock) {
    this.clock = clock;
  }

  /** A component that reports changes as they happen; DOWN with "starting" until it does. */
  public HealthComponent component(String name) {
    HealthComponent component = new HealthComponent(clock);
    components.put(name, component::health);
    return component;
  }

  /** A component that is asked each time. It must answer quickly. */
  public void register(String name, Supplier<Health> check) {
    components.put(name, check);
  }

  /** Present state of every component, by name. A check that throws is DOWN. */
  public Map<String, Health> snapshot() {
    Map<String, Health> snapshot = new ConcurrentSkipListMap<>();
    components.forEach((name, check) -> snapshot.put(name, ask(check)));
    return snapshot;
  }

  /** Whether no component is DOWN. */
  public boolean isReady() {
    return snapshot().values().stream().noneMatch(h -> h.state() == Health.State.DOWN);
  }

  public Optional<Health> of(String name) {
    return Optional.ofNullable(components.get(name)).map(this::ask);
  }

  private Health ask(Supplier<Health> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return new Health(
          Health.State.DOWN, "check failed: " + e.getClass().getSimpleName(), clock.instant());
    }
  }
}
