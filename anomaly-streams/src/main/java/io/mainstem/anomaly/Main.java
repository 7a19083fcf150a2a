package io.mainstem.anomaly;

import io.mainstem.runtime.service.Service;

/** Starts anomaly-streams. */
public final class Main {
  private Main() {}

  /** Takes no arguments; everything comes from the environment. */
  public static void main(String[] args) {
    Service.run("anomaly-streams", Wiring::start);
  }
}
