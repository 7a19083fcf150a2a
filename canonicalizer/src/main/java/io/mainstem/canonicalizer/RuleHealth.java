package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.topology.RuleWatch;
import io.mainstem.runtime.health.HealthComponent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the rules of the files hold, as the health component {@code rules}, the gauge {@code
 * mainstem_rules_braked} and a line in the log.
 */
final class RuleHealth implements RuleWatch {
  private static final Logger log = LoggerFactory.getLogger(RuleHealth.class);

  private final HealthComponent health;
  private final Set<String> coming = new ConcurrentSkipListSet<>();
  private final Map<String, String> braked = new ConcurrentSkipListMap<>();
  private final Set<String> gauged = ConcurrentHashMap.newKeySet();
  private final MeterRegistry meters;

  RuleHealth(HealthComponent health, MeterRegistry meters) {
    this.health = health;
    this.meters = meters;
    say();
  }

  @Override
  public void holds(String entity) {
    gauge(entity);
    braked.remove(entity);
    if (coming.remove(entity)) {
      log.atInfo().addKeyValue("entity", entity).log("records stand under the files' rules");
    }
    say();
  }

  @Override
  public void comesUnder(String entity) {
    gauge(entity);
    braked.remove(entity);
    coming.add(entity);
    say();
  }

  @Override
  public void braked(String entity, int mergeAtMost) {
    String advice = RuleWatch.advice(entity, mergeAtMost);
    coming.remove(entity);
    braked.put(entity, advice);
    log.atWarn().addKeyValue("entity", entity).addKeyValue("advice", advice).log("rules braked");
    say();
  }

  private void gauge(String entity) {
    if (gauged.add(entity)) {
      Gauge.builder("mainstem.rules.braked", () -> braked.containsKey(entity) ? 1 : 0)
          .description("Whether identity.yaml is not followed, as it would merge too much at once")
          .tag("entity", entity)
          .register(meters);
    }
  }

  private void say() {
    if (!braked.isEmpty()) {
      health.degraded(braked.values().stream().collect(Collectors.joining(" ")));
    } else if (!coming.isEmpty()) {
      health.up("bringing records under other rules: " + String.join(", ", coming));
    } else {
      health.up("records stand under the files' rules");
    }
  }
}
