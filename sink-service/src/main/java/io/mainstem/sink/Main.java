package io.mainstem.sink;

import io.mainstem.runtime.service.Service;

/** Starts the sink service; see {@link SinkSettings} for its environment. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Service.run(
        "sink-service",
        (settings, lifecycle) -> Wiring.start(SinkSettings.read(settings), lifecycle));
  }
}
