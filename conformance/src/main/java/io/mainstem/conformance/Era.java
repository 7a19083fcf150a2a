package io.mainstem.conformance;

import io.mainstem.simulators.Simulator;
import io.mainstem.simulators.SimulatorOptions;
import io.mainstem.simulators.Simulators;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a run, for the simulated vendors and for who reads them.
 *
 * @param ahead of the clock on the wall
 */
record Era(InstantSource clock, Duration ahead) {
  static Era at(Instant day, InstantSource wall) {
    Duration ahead = Duration.between(wall.instant(), day);
    return new Era(InstantSource.offset(wall, ahead), ahead);
  }

  /** A simulator that lives in it. */
  Simulator start(String tool, SimulatorOptions options) {
    return Simulators.start(tool, options.withSkew(ahead));
  }
}
