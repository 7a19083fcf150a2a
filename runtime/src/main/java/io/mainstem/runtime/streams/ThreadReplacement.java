package io.mainstem.runtime.streams;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Allows a limited number of thread replacements in a sliding window. */
final class ThreadReplacement {
  static final int MAX_IN_WINDOW = 5;
  static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Deque<Long> replacedAtNanos = new ArrayDeque<>();

  synchronized boolean allowed(long nowNanos) {
    while (!replacedAtNanos.isEmpty() && nowNanos - replacedAtNanos.getFirst() > WINDOW_NANOS) {
      replacedAtNanos.removeFirst();
    }
    if (replacedAtNanos.size() >= MAX_IN_WINDOW) {
      return false;
    }
    replacedAtNanos.addLast(nowNanos);
    return true;
  }
}
