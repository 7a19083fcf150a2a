package io.mainstem.ingest;

import io.mainstem.runtime.service.Service;

/** Starts the ingest service. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Service.run("ingest-service", new Wiring(System::getenv)::start);
  }
}
