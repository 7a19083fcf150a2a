package io.mainstem.local;

import io.mainstem.ingest.replay.HistoryReplayer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says every few seconds how far a replay is. */
final class ReplayProgress implements HistoryReplayer.Progress {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PrintStream out;
  private final LongSupplier nanos;
  private long lastNanos;

  ReplayProgress(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public void at(boolean sending, long read, long of, int sent) {
    if (nanos.getAsLong() - lastNanos >= EVERY.toNanos()) {
      lastNanos = nanos.getAsLong();
      out.printf(
          "%s: %,d of about %,d events read, %,d sent again%n",
          sending ? "sending" : "looking for the newest", read, of, sent);
    }
  }
}
