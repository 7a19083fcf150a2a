package io.mainstem.backbone;

import java.time.Duration;

/** Told when a part is ready, so that whoever waits can see what is going on. */
@FunctionalInterface
public interface Progress {
  Progress SILENT = (part, address, took) -> {};

  void ready(String part, String address, Duration took);
}
