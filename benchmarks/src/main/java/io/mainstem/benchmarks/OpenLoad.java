package io.mainstem.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Requests at fixed moments, whatever became of those before them. */
final class OpenLoad {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long LEAD_NANOS = 500_000_000L;

  private final List<byte[]> requests;
  private final long gapNanos;
  private final long[] answeredNanos;
  private volatile long startNanos;

  OpenLoad(SquareWebhooks webhooks, int count, int perSecond) {
    requests = LongStream.range(0, count).mapToObj(webhooks::request).toList();
    gapNanos = NANOS_PER_SECOND / perSecond;
    answeredNanos = new long[count];
  }

  /** When the request was meant to leave. */
  long intendedNanos(int index) {
    return startNanos + index * gapNanos;
  }

  long[] answeredNanos() {
    return answeredNanos;
  }

  /** Returns when every request was answered 2xx; any other answer fails the measurement. */
  void run(int port, int connections) throws InterruptedException, ExecutionException {
    startNanos = System.nanoTime() + LEAD_NANOS;
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        all.add(
            threads.submit(
                () -> {
                  send(port, next);
                  return true;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private void send(int port, AtomicInteger next) throws Exception {
    try (HttpConnection connection = new HttpConnection(port)) {
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        for (long early = intendedNanos(i) - System.nanoTime();
            early > 0;
            early = intendedNanos(i) - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        int status = connection.exchange(requests.get(i));
        if (status / 100 != 2) {
          throw new IllegalStateException("answer " + status + " (expected: 2xx)");
        }
        answeredNanos[i] = System.nanoTime();
      }
    }
  }
}
