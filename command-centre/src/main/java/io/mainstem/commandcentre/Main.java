package io.mainstem.commandcentre;

import io.mainstem.runtime.service.Service;

/** Starts the command centre; see {@link CommandCentreSettings} for its environment. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Service.run(
        "command-centre",
        (settings, lifecycle) -> Wiring.start(CommandCentreSettings.read(settings), lifecycle));
  }
}
