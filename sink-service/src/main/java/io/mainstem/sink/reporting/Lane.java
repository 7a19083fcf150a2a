package io.mainstem.sink.reporting;

import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.health.HealthComponent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads some topics into the store until stopped. Positions come from the store and go there in the
 * transaction of each batch; the broker is told none. While the store or the registry is away the
 * lane stays in its group, says so in its health, and tries the same batch again.
 */
final class Lane implements Runnable {
  static final Duration POLL = Duration.ofMillis(200);
  static final Duration FIRST_WAIT = Duration.ofMillis(250);
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private final String name;
  private final Collection<String> topics;
  private final Consumer<String, byte[]> consumer;
  private final Decoder decoder;
  private final ReportingStore store;
  private final HealthComponent health;
  private final LaneMeters meters;
  private final StageSpans spans;
  private final AtomicBoolean caughtUp = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();

  /** Positions as stored; only partitions that are ours and were opened. */
  private final Map<TopicPartition, Long> stored = new HashMap<>();

  private Duration wait = FIRST_WAIT;

  Lane(
      String name,
      Collection<String> topics,
      Consumer<String, byte[]> consumer,
      Decoder decoder,
      ReportingStore store,
      HealthComponent health,
      LaneMeters meters,
      StageSpans spans) {
    this.name = name;
    this.topics = List.copyOf(topics);
    this.consumer = consumer;
    this.decoder = decoder;
    this.store = store;
    this.health = health;
    this.meters = meters;
    this.spans = spans;
  }

  /** Whether everything that was there when the lane started has been written. */
  boolean caughtUp() {
    return caughtUp.get();
  }

  boolean reads(String topic) {
    return topics.contains(topic);
  }

  /** Asks the lane to end after the batch at hand. Any thread. */
  void stop() {
    stopping.set(true);
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(topics, new Assignments());
      while (!stopping.get()) {
        step();
      }
    } catch (WakeupException e) {
      if (!stopping.get()) {
        throw e;
      }
    } finally {
      health.down("stopped");
    }
  }

  private void step() {
    try {
      ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
      open();
      write(batch);
      wait = FIRST_WAIT;
    } catch (OffsetOutOfRangeException e) {
      skipTo(e.partitions());
    } catch (ReportingStore.Fenced e) {
      log.atWarn().addKeyValue("lane", name).log("positions were moved by another consumer");
      consumer.pause(consumer.assignment());
      stored.clear();
    } catch (SQLException e) {
      standBy("waiting for PostgreSQL (SQLSTATE " + e.getSQLState() + ")", e);
    } catch (RegistryUnavailableException e) {
      standBy("waiting for the schema registry", e);
    } catch (RetriableException e) {
      standBy("waiting for Kafka", e);
    }
  }

  /** Reads positions of partitions that are new to us; nothing of them has been fetched yet. */
  private void open() throws SQLException {
    Set<TopicPartition> unopened = new HashSet<>(consumer.assignment());
    unopened.removeAll(stored.keySet());
    if (unopened.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(unopened);
    Map<TopicPartition, Long> found = store.open(unopened, beginnings::get);
    found.forEach(consumer::seek);
    stored.putAll(found);
    consumer.resume(unopened);
    health.up("reading " + stored.size() + " partitions");
  }

  private void write(ConsumerRecords<String, byte[]> batch)
      throws SQLException, ReportingStore.Fenced {
    Map<TopicPartition, PositionStore.Step> steps = new HashMap<>();
    for (Map.Entry<TopicPartition, Long> entry : stored.entrySet()) {
      long position = consumer.position(entry.getKey());
      if (position != entry.getValue()) {
        steps.put(entry.getKey(), new PositionStore.Step(entry.getValue(), position));
      }
    }
    if (steps.isEmpty()) {
      checkCaughtUp();
      return;
    }
    Decoder.Decoded decoded = decoder.decode(batch);
    ReportingStore.Written written = store.write(decoded.records(), decoded.unreadable(), steps);
    steps.forEach((partition, step) -> stored.put(partition, step.to()));
    meters.written(written);
    spans.tell(decoded.records());
    if (written.quarantined() > 0) {
      log.atWarn()
          .addKeyValue("lane", name)
          .addKeyValue("count", written.quarantined())
          .log("records the store cannot hold went to quarantine");
    }
    health.up("reading " + stored.size() + " partitions");
  }

  private void checkCaughtUp() {
    boolean atEnd =
        !stored.isEmpty()
            && stored.keySet().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(Long.MAX_VALUE) == 0);
    if (atEnd && caughtUp.compareAndSet(false, true)) {
      log.atInfo().addKeyValue("lane", name).log("caught up");
    }
    meters.lag(stored.keySet().stream().mapToLong(p -> consumer.currentLag(p).orElse(0)).sum());
  }

  /** The broker no longer holds what comes next: said loudly, then on with what is there. */
  private void skipTo(Set<TopicPartition> lost) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(lost);
    for (TopicPartition partition : lost) {
      log.atError()
          .addKeyValue("lane", name)
          .addKeyValue("topic", partition.topic())
          .addKeyValue("partition", partition.partition())
          .addKeyValue("from", stored.get(partition))
          .addKeyValue("to", beginnings.get(partition))
          .log("records were removed by retention before they were read");
    }
    beginnings.forEach(consumer::seek);
    health.degraded("records were removed by retention before they were read");
  }

  private void standBy(String reason, Exception cause) {
    log.atWarn()
        .addKeyValue("lane", name)
        .addKeyValue("wait_millis", wait.toMillis())
        .addKeyValue("cause", cause.getClass().getSimpleName())
        .log(reason);
    health.down(reason);
    rewind();
    Set<TopicPartition> assigned = consumer.assignment();
    consumer.pause(assigned);
    consumer.poll(wait);
    consumer.resume(stored.keySet().stream().filter(assigned::contains).toList());
    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
  }

  private void rewind() {
    Set<TopicPartition> assigned = consumer.assignment();
    stored.forEach(
        (partition, position) -> {
          if (assigned.contains(partition)) {
            consumer.seek(partition, position);
          }
        });
  }

  /** New partitions wait, paused, until their positions were read from the store. */
  private final class Assignments implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      // Somewhere valid until then: without a committed offset the consumer would refuse to go on.
      consumer.seekToBeginning(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(stored::remove);
    }
  }
}
