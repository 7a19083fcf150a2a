package io.mainstem.ingest.poll;

import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one instance reads a connection. The instances form a consumer group on the state
 * topic and read nothing by it: who is given the partition of a connection's state owns the
 * connection. A partition is given up only once its work has stopped.
 */
public final class Ownership implements AutoCloseable {

  /** The group all instances are in. */
  public static final String GROUP = "ingest-owners";

  /** A dead owner's connections wait this long; a living one never does. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName(),
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          15_000,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          3_000);

  private static final Logger log = LoggerFactory.getLogger(Ownership.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Supplier<Consumer<String, byte[]>> members;
  private final Map<String, Supplier<? extends AutoCloseable>> work;
  private final Map<String, AutoCloseable> underWay = new HashMap<>();
  private final Set<String> owned = new ConcurrentSkipListSet<>();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Makes a member.
   *
   * @param members opens a consumer of {@link #GROUP}
   * @param work by connection: starts it, and returns what stops it
   */
  public Ownership(
      Supplier<Consumer<String, byte[]>> members,
      Map<String, Supplier<? extends AutoCloseable>> work) {
    this.members = members;
    this.work = Map.copyOf(work);
    this.thread = Thread.ofPlatform().name("ownership").unstarted(this::belong);
  }

  public void start() {
    thread.start();
  }

  /** Connections this instance owns now. */
  public Set<String> owned() {
    return new TreeSet<>(owned);
  }

  private void belong() {
    while (!stopping) {
      try (Consumer<String, byte[]> member = members.get()) {
        member.subscribe(List.of(TopicCatalogue.CONNECTION_STATE), listener(member));
        while (!stopping) {
          var _ = member.poll(POLL);
        }
      } catch (KafkaException e) {
        log.atWarn()
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log("connections cannot be owned, trying again");
        pause();
      } finally {
        // Closing the member has given up its partitions; a failure may not have.
        new TreeSet<>(underWay.keySet()).forEach(this::end);
      }
    }
  }

  private ConsumerRebalanceListener listener(Consumer<String, byte[]> member) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        member.pause(partitions);
        of(partitions).forEach(Ownership.this::begin);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        of(partitions).forEach(Ownership.this::end);
      }

      private List<String> of(Collection<TopicPartition> partitions) {
        int count = member.partitionsFor(TopicCatalogue.CONNECTION_STATE).size();
        Set<Integer> numbers = new TreeSet<>();
        partitions.forEach(partition -> numbers.add(partition.partition()));
        return work.keySet().stream()
            .filter(name -> numbers.contains(ConnectionStates.partitionOf(name, count)))
            .sorted()
            .toList();
      }
    };
  }

  private void begin(String connection) {
    if (!underWay.containsKey(connection)) {
      log.atInfo().addKeyValue("connection", connection).log("owns the connection");
      owned.add(connection);
      underWay.put(connection, Objects.requireNonNull(work.get(connection)).get());
    }
  }

  private void end(String connection) {
    AutoCloseable stopped = underWay.remove(connection);
    owned.remove(connection);
    if (stopped == null) {
      return;
    }
    try {
      stopped.close();
      log.atInfo().addKeyValue("connection", connection).log("owns the connection no more");
    } catch (Exception e) {
      log.atWarn().addKeyValue("connection", connection).setCause(e).log("did not stop cleanly");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
