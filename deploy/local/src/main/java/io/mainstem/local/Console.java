package io.mainstem.local;

import java.io.PrintStream;
import java.util.Locale;

/** Lines for a person who waits, each with the seconds since the start. */
final class Console {
  private final PrintStream out;
  private final long beganNanos = System.nanoTime();

  Console(PrintStream out) {
    this.out = out;
  }

  double seconds() {
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  synchronized void step(String what, String detail) {
    out.printf(Locale.ROOT, "%6.1f s  %-16s %s%n", seconds(), what, detail);
    out.flush();
  }

  synchronized void line(String text) {
    out.println(text);
    out.flush();
  }
}
