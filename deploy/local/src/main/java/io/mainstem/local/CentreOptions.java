package io.mainstem.local;

import picocli.CommandLine.Option;

/** Which running installation is asked. */
final class CentreOptions {
  @Option(
      names = "--ports",
      paramLabel = "BASE",
      defaultValue = "8080",
      description = "The command centre's port (default: ${DEFAULT-VALUE}).")
  private int base = LocalPorts.USUAL_BASE;

  CentreClient centre() {
    return new CentreClient(new LocalPorts(base).commandCentre());
  }
}
