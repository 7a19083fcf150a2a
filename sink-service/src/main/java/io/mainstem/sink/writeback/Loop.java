package io.mainstem.sink.writeback;

import io.mainstem.runtime.health.HealthComponent;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step again and again on a thread of its own until closed; rests when there is nothing to
 * do.
 */
final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration REST = Duration.ofMillis(100);
  private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP_TIME = Duration.ofSeconds(20);

  private final String name;
  private final Step step;
  private final HealthComponent health;
  private final Thread thread;
  private volatile boolean stopping;
  private boolean failing;

  /** One round. */
  interface Step {
    /** Does what is to be done now; false if that was nothing. */
    boolean run() throws SQLException, InterruptedException;
  }

  private Loop(String name, Step step, HealthComponent health) {
    this.name = name;
    this.step = step;
    this.health = health;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  static Loop start(String name, Step step, HealthComponent health) {
    Loop loop = new Loop(name, step, health);
    loop.thread.start();
    return loop;
  }

  private void run() {
    while (!stopping) {
      try {
        boolean done = step.run();
        recovered();
        if (!done) {
          Thread.sleep(REST);
        }
      } catch (SQLException e) {
        health.down("waiting for PostgreSQL (SQLSTATE " + e.getSQLState() + ")");
        log.atWarn()
            .addKeyValue("loop", name)
            .addKeyValue("state", e.getSQLState())
            .log("store away");
        rest();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        health.down("a step failed: " + e.getClass().getSimpleName());
        log.atError().addKeyValue("loop", name).setCause(e).log("a step failed");
        rest();
      }
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      health.up("going on");
    }
  }

  private void rest() {
    failing = true;
    try {
      Thread.sleep(REST_AFTER_FAILURE);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** Lets the round at hand end. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(STOP_TIME)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
