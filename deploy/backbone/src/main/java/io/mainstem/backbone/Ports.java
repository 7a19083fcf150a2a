package io.mainstem.backbone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The ports of the backbone's parts, all on 127.0.0.1. */
public record Ports(
    int broker, int controller, int registry, int registryManagement, int postgres) {
  /** Below the range from which systems take ports for outgoing connections. */
  private static final int FIRST_FREE = 15_000;

  private static final int LAST_FREE = 31_000;
  private static final int FREE_ATTEMPTS = 1_000;

  /** The usual places relative to the command centre's port (8080): Kafka 9092, Postgres 5433. */
  public static Ports from(int base) {
    return new Ports(base + 1012, base + 9, base + 2, base + 8, base - 2647);
  }

  /** Ports nobody listens on at this moment. */
  public static Ports free() {
    List<Integer> free = free(5);
    return new Ports(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4));
  }

  /** As many different ports nobody listens on at this moment. */
  public static List<Integer> free(int count) {
    List<Integer> found = new ArrayList<>();
    for (int attempt = 0; attempt < FREE_ATTEMPTS && found.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE);
      if (!found.contains(port) && PortCheck.isFree(port)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new BackboneException(
          Fault.PORT_TAKEN,
          "No %d free ports were found between %d and %d.".formatted(count, FIRST_FREE, LAST_FREE));
    }
    return List.copyOf(found);
  }

  /** Each port with the name of what listens there. */
  public Map<String, Integer> named() {
    Map<String, Integer> named = new LinkedHashMap<>();
    named.put("Kafka", broker);
    named.put("Kafka controller", controller);
    named.put("registry", registry);
    named.put("registry management", registryManagement);
    named.put("PostgreSQL", postgres);
    return named;
  }
}
