package io.mainstem.runtime.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process must stop, in the order it was started. Closing stops in reverse: the door first,
 * what stands behind it last. Thread safe.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();

  private record Part(String name, AutoCloseable part) {}

  /** Takes charge of a part that has been started, and returns it. */
  public synchronized <T extends AutoCloseable> T manage(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Asks the process to stop because something cannot go on; it exits with status 1. */
  public void fail(String why, Throwable cause) {
    log.atError().addKeyValue("why", why).setCause(cause).log("stopping after a failure");
    failed.set(true);
    stopRequested.countDown();
  }

  public boolean hasFailed() {
    return failed.get();
  }

  /** Asks the process to stop. */
  public void requestStop() {
    stopRequested.countDown();
  }

  /** Returns once somebody asked to stop. */
  public void awaitStopRequest() throws InterruptedException {
    stopRequested.await();
  }

  /** Stops every part, last started first; a part that fails to stop does not keep the others. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.part().close();
        log.atDebug().addKeyValue("part", part.name()).log("stopped");
      } catch (Exception e) {
        log.atWarn().addKeyValue("part", part.name()).setCause(e).log("did not stop cleanly");
      }
    }
  }
}
