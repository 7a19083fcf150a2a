package io.mainstem.runtime.kafka;

import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topic catalogue true: creates missing topics, registers their schemas, sets each
 * subject's compatibility rule. Running it again changes nothing. Waits for broker and registry.
 */
public final class TopicInstaller {
  private static final Logger log = LoggerFactory.getLogger(TopicInstaller.class);
  private static final long PAUSE_MILLIS = 300;

  private final KafkaClients kafka;
  private final RegistryClient registry;
  private final int partitions;
  private final short replication;
  private final Duration maxWait;

  /**
   * @param replication 1 on a single broker, 3 in production
   * @param maxWait how long to wait for broker and registry each
   */
  public TopicInstaller(
      KafkaClients kafka,
      RegistryClient registry,
      int partitions,
      short replication,
      Duration maxWait) {
    this.kafka = kafka;
    this.registry = registry;
    this.partitions = partitions;
    this.replication = replication;
    this.maxWait = maxWait;
  }

  /** With three partitions, one replica, and a minute's patience. */
  public static TopicInstaller forOneBroker(KafkaClients kafka, RegistryClient registry) {
    return new TopicInstaller(
        kafka, registry, TopicCatalogue.PARTITIONS, (short) 1, Duration.ofMinutes(1));
  }

  /**
   * Creates topics and registers schemas for an installation with these connections.
   *
   * @throws IllegalStateException if the broker is away for longer than the wait, or refuses
   * @throws RegistryUnavailableException if the registry is away for longer than the wait
   */
  public void install(Collection<String> connections) {
    List<Topic> topics = TopicCatalogue.with(connections);
    createTopics(topics);
    registerSchemas(topics);
  }

  /** Only the broker's half. */
  public void createTopics(List<Topic> topics) {
    long deadlineNanos = System.nanoTime() + maxWait.toNanos();
    try (Admin admin = kafka.admin("topic-installer")) {
      Map<String, KafkaFuture<Void>> results =
          admin.createTopics(topics.stream().map(this::newTopic).toList()).values();
      for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
        await(result.getKey(), result.getValue(), deadlineNanos);
      }
    }
    log.atInfo().addKeyValue("topics", topics.size()).log("topics are there");
  }

  /** Only the registry's half. */
  public void registerSchemas(List<Topic> topics) {
    long deadlineNanos = System.nanoTime() + maxWait.toNanos();
    for (Topic topic : topics) {
      patiently(
          deadlineNanos,
          () -> {
            registry.register(topic.subject(), topic.valueSchema());
            registry.setRule(topic.subject(), topic.rule().name());
          });
    }
    log.atInfo().addKeyValue("subjects", topics.size()).log("schemas are registered");
  }

  private NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.name(), partitions, replication).configs(topic.config());
  }

  private static void await(String topic, KafkaFuture<Void> created, long deadlineNanos) {
    try {
      created.get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("topic " + topic + ": the broker did not create it", e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("topic " + topic + ": no answer from the broker", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("topic " + topic + ": interrupted", e);
    }
  }

  private static void patiently(long deadlineNanos, Runnable call) {
    while (true) {
      try {
        call.run();
        return;
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() > deadlineNanos) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(RegistryUnavailableException reason) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reason.addSuppressed(e);
      throw reason;
    }
  }
}
