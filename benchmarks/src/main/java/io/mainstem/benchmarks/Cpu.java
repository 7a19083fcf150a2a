package io.mainstem.benchmarks;

import java.time.Duration;

/** CPU time a process has taken so far, as the operating system counts it. */
final class Cpu {
  private Cpu() {}

  static Duration of(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  static double microsEach(Duration before, Duration after, long count) {
    return after.minus(before).toNanos() / 1_000.0 / count;
  }
}
