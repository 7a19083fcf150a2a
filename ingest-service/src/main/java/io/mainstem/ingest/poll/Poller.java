package io.mainstem.ingest.poll;

import io.mainstem.connections.pull.PullPlan;
import io.mainstem.runtime.state.StateSealedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one connection as long as this instance owns it: its lists and feeds in turns, a page each,
 * so that a long first reading does not keep what changes waiting. Its token and its webhook are
 * tended beside.
 */
final class Poller implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final Duration CATCH_UP = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration TEND = Duration.ofMillis(500);
  private static final Duration FIRST_TOKEN = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final PollParts parts;
  private final PollStatus status;
  private final Subscriber subscriber;
  private final List<Reading> readings;
  private final Thread reader;
  private final Thread tender;
  private volatile boolean stopping;

  Poller(PollParts parts, List<PullPlan> plans, Subscriber subscriber, PollStatus status) {
    this.parts = parts;
    this.status = status;
    this.subscriber = subscriber;
    // Feeds first: what changes while everything is read must not be missed.
    this.readings =
        plans.stream()
            .sorted(Comparator.comparing((PullPlan plan) -> !plan.isFeed()))
            .map(plan -> new Reading(plan, parts))
            .toList();
    this.reader =
        Thread.ofVirtual().name("poll-" + parts.connection()).unstarted(() -> safely(this::read));
    this.tender =
        Thread.ofVirtual().name("tend-" + parts.connection()).unstarted(() -> safely(this::tend));
  }

  Poller start() {
    tender.start();
    reader.start();
    return this;
  }

  private interface Work {
    void run() throws InterruptedException, TimeoutException;
  }

  private void safely(Work work) {
    while (!stopping) {
      try {
        parts.states().awaitLatest(CATCH_UP);
        work.run();
      } catch (InterruptedException stopped) {
        return;
      } catch (TimeoutException
          | KafkaException
          | StateSealedException
          | IllegalArgumentException e) {
        log.atWarn()
            .addKeyValue("connection", parts.connection())
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log("cannot be read yet, trying again");
        status.failing("cannot be read yet: " + e.getMessage());
        if (!slept(IDLE.multipliedBy(8))) {
          return;
        }
      } catch (RuntimeException unforeseen) {
        log.atError()
            .addKeyValue("connection", parts.connection())
            .setCause(unforeseen)
            .log("reading failed in a way nobody foresaw, trying again");
        status.failing("failed in a way nobody foresaw");
        if (!slept(IDLE.multipliedBy(20))) {
          return;
        }
      }
    }
  }

  private void tend() throws InterruptedException {
    while (!stopping) {
      parts.tokens().tend();
      subscriber.tend();
      Thread.sleep(TEND);
    }
  }

  private void read() throws InterruptedException {
    readings.forEach(Reading::load);
    while (!stopping) {
      if (parts.tokens().isNeeded() && !parts.tokens().awaitOtherThan(null, FIRST_TOKEN)) {
        status.failing("waits for an access token; " + parts.tokens().trouble());
        continue;
      }
      boolean worked = false;
      for (Reading reading : readings) {
        if (!stopping && !parts.clock().instant().isBefore(reading.dueAt())) {
          readAgain(reading.step());
          worked = true;
          status.tell(readings);
        }
      }
      if (!worked) {
        status.tell(readings);
        Thread.sleep(pause());
      }
    }
  }

  private void readAgain(Set<String> objects) throws InterruptedException {
    for (Reading reading : readings) {
      if (!reading.isFeed() && !Collections.disjoint(reading.objects(), objects)) {
        reading.readAll();
      }
    }
  }

  private Duration pause() {
    Instant now = parts.clock().instant();
    return readings.stream()
        .map(Reading::dueAt)
        .min(Comparator.naturalOrder())
        .filter(next -> next.isBefore(now.plus(IDLE)))
        .map(next -> Duration.between(now, next))
        .filter(wait -> !wait.isNegative())
        .orElse(IDLE);
  }

  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Returns once nothing is under way any more. */
  @Override
  public void close() {
    stopping = true;
    reader.interrupt();
    tender.interrupt();
    try {
      reader.join(STOP);
      tender.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    status.givenUp();
  }
}
