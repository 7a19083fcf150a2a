package io.mainstem.canonicalizer;

import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.avro.SchemaIds;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the topics exist: a topology that starts without them dies. However long it takes,
 * and health says for what.
 */
final class TopicGate {
  private static final Logger log = LoggerFactory.getLogger(TopicGate.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final KafkaClients kafka;
  private final HealthComponent health;

  TopicGate(KafkaClients kafka, HealthComponent health) {
    this.kafka = kafka;
    this.health = health;
  }

  void await(Collection<Topic> topics) throws InterruptedException {
    try (Admin admin = kafka.admin("canonicalizer-topics")) {
      while (!isOpen(admin, topics)) {
        Thread.sleep(PAUSE);
      }
    }
    health.up("all " + topics.size() + " topics exist");
  }

  /** Waits until the schemas of what we write are registered, which may be after their topics. */
  void awaitSchemas(SchemaIds ids, Collection<Topic> written) throws InterruptedException {
    while (!areRegistered(ids, written)) {
      Thread.sleep(PAUSE);
    }
    health.up("all topics and schemas exist");
  }

  private boolean areRegistered(SchemaIds ids, Collection<Topic> written) {
    try {
      written.forEach(topic -> ids.idOf(topic.subject(), topic.valueSchema()));
      return true;
    } catch (UnreadableRecordException | RegistryUnavailableException e) {
      log.atInfo().addKeyValue("reason", String.valueOf(e.getMessage())).log("schemas are away");
      health.down("waiting for the schemas of the topics");
      return false;
    }
  }

  private boolean isOpen(Admin admin, Collection<Topic> topics) throws InterruptedException {
    try {
      Set<String> missing = new TreeSet<>(topics.stream().map(Topic::name).toList());
      missing.removeAll(admin.listTopics().names().get());
      if (!missing.isEmpty()) {
        health.down("waiting for " + missing.size() + " topics, e.g. " + missing.iterator().next());
      }
      return missing.isEmpty();
    } catch (ExecutionException e) {
      log.atInfo().addKeyValue("reason", String.valueOf(e.getMessage())).log("broker is away");
      health.down("waiting for the broker");
      return false;
    }
  }
}
