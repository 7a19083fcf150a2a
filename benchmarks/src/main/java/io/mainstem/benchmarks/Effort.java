package io.mainstem.benchmarks;

import java.time.Duration;

/** How long a measurement takes its time: long enough to publish, or only to see that it works. */
enum Effort {
  FULL(5, Duration.ofSeconds(20), Duration.ofSeconds(5), 3, 30_000, 20, 45, 1_000_000, 10_000_000),
  QUICK(1, Duration.ofSeconds(1), Duration.ofSeconds(2), 1, 4_000, 2, 5, 2_000, 100_000);

  final int httpRounds;
  final Duration warmUp;
  final Duration round;
  final int streamRounds;
  final int events;
  final int openWarmUpSeconds;
  final int openMeasuredSeconds;
  final long records;
  final long ledgerRows;

  Effort(
      int httpRounds,
      Duration warmUp,
      Duration round,
      int streamRounds,
      int events,
      int openWarmUpSeconds,
      int openMeasuredSeconds,
      long records,
      long ledgerRows) {
    this.httpRounds = httpRounds;
    this.warmUp = warmUp;
    this.round = round;
    this.streamRounds = streamRounds;
    this.events = events;
    this.openWarmUpSeconds = openWarmUpSeconds;
    this.openMeasuredSeconds = openMeasuredSeconds;
    this.records = records;
    this.ledgerRows = ledgerRows;
  }
}
