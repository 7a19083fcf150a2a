package io.mainstem.runtime.service;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small task done again and again on a virtual thread; one that fails is tried again. */
public final class Recurring implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Recurring.class);

  private final ScheduledExecutorService timer;

  private Recurring(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Starts at once, then with this pause between the end of one and the start of the next. */
  public static Recurring start(String name, Duration pause, Runnable task) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name(name).factory());
    var _ =
        timer.scheduleWithFixedDelay(
            () -> runSafely(name, task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return new Recurring(timer);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static void runSafely(String name, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("task", name).setCause(e).log("will be tried again");
    }
  }
}
