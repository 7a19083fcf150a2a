package io.mainstem.local;

import java.util.Locale;

/** The services in the order in which they stop: first what lets data in, last what shows it. */
enum ServiceKind {
  INGEST("ingest-service", "io.mainstem.ingest.Main", 1, 4, 256),
  CANONICALIZER("canonicalizer", "io.mainstem.canonicalizer.Main", 0, 5, 256),
  ANOMALY("anomaly-streams", "io.mainstem.anomaly.Main", 0, 6, 192),
  SINK("sink-service", "io.mainstem.sink.Main", 0, 7, 192),
  COMMAND_CENTRE("command-centre", "io.mainstem.commandcentre.Main", 0, 0, 192);

  private final String title;
  private final String mainClass;
  private final int portOffset;
  private final int healthOffset;
  private final int heapMegabytes;

  ServiceKind(String title, String mainClass, int portOffset, int healthOffset, int heapMegabytes) {
    this.title = title;
    this.mainClass = mainClass;
    this.portOffset = portOffset;
    this.healthOffset = healthOffset;
    this.heapMegabytes = heapMegabytes;
  }

  static ServiceKind named(String title) {
    for (ServiceKind kind : values()) {
      if (kind.title.equals(title.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException("service: " + title);
  }

  String title() {
    return title;
  }

  String mainClass() {
    return mainClass;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  /** Where it serves what it is for, given to those that have such a port. */
  int port(LocalPorts ports) {
    return ports.base() + portOffset;
  }

  int healthPort(LocalPorts ports) {
    return ports.base() + healthOffset;
  }
}
