package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.backbone.PortCheck;
import io.mainstem.backbone.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Every port of a local installation, counted from the command centre's. */
public record LocalPorts(int base) {
  public static final int USUAL_BASE = 8080;
  private static final int LEAST_BASE = 4_000;
  private static final int LARGEST_BASE = 64_000;
  private static final int ATTEMPTS = 200;

  public LocalPorts {
    if (base < LEAST_BASE || base > LARGEST_BASE) {
      throw new BackboneException(
          Fault.PORT_TAKEN,
          "--ports: %d (expected: %d to %d)".formatted(base, LEAST_BASE, LARGEST_BASE));
    }
  }

  /** Ports nobody listens on at this moment. */
  public static LocalPorts free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LocalPorts ports = new LocalPorts(ThreadLocalRandom.current().nextInt(18_000, 29_000));
      if (ports.named().values().stream().allMatch(PortCheck::isFree)) {
        return ports;
      }
    }
    throw new BackboneException(Fault.PORT_TAKEN, "No free ports were found.");
  }

  public int commandCentre() {
    return base;
  }

  public int ingest() {
    return base + 1;
  }

  public int simulators() {
    return base + 3;
  }

  public Ports backbone() {
    return Ports.from(base);
  }

  /** Kafka's address. */
  public String bootstrap() {
    return "127.0.0.1:" + backbone().broker();
  }

  /** Each port with the name of what will listen there. */
  public Map<String, Integer> named() {
    Map<String, Integer> named = new LinkedHashMap<>();
    named.put("command centre", commandCentre());
    named.put("ingest", ingest());
    named.put("simulators", simulators());
    for (ServiceKind kind : ServiceKind.values()) {
      named.put(kind.title() + " health", kind.healthPort(this));
    }
    named.putAll(backbone().named());
    return named;
  }
}
