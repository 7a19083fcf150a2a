package io.mainstem.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** As many requests as a number of connections can get answered: each sends its next at once. */
final class ClosedLoad {
  private static final int UNAVAILABLE = 503;

  private final int connections;

  ClosedLoad(int connections) {
    this.connections = connections;
  }

  /** What came of a round: answers 2xx, answers 503, and how long it took. */
  record Round(long answered, long refused, Duration took) {
    double perSecond() {
      return answered / (took.toNanos() / 1e9);
    }
  }

  /** Sends the requests one after the other, and again from the start, until time is up. */
  Round run(int port, List<byte[]> requests, Duration time)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    long began = System.nanoTime();
    AtomicLong refused = new AtomicLong();
    long answered = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        counts.add(threads.submit(() -> send(port, requests, next, refused, end)));
      }
      for (Future<Long> count : counts) {
        answered += count.get();
      }
    }
    return new Round(answered, refused.get(), Duration.ofNanos(System.nanoTime() - began));
  }

  private static long send(
      int port, List<byte[]> requests, AtomicLong next, AtomicLong refused, long end)
      throws Exception {
    long answered = 0;
    try (HttpConnection connection = new HttpConnection(port)) {
      while (System.nanoTime() < end) {
        long index = next.getAndIncrement();
        int status = connection.exchange(requests.get((int) (index % requests.size())));
        if (status / 100 == 2) {
          answered++;
        } else if (status == UNAVAILABLE) {
          refused.incrementAndGet();
        } else {
          throw new IllegalStateException("answer " + status + " (expected: 2xx or 503)");
        }
      }
    }
    return answered;
  }
}
