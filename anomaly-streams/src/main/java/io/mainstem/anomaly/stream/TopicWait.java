package io.mainstem.anomaly.stream;

import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.kafka.KafkaClients;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Waits until the broker answers and every topic is there, and says so in health: a topology
 * started earlier would fail instead of waiting.
 */
public final class TopicWait {
  private static final long ANSWER_WITHIN_SECONDS = 5;
  private static final long PAUSE_MILLIS = 300;

  private final KafkaClients kafka;
  private final HealthComponent health;

  public TopicWait(KafkaClients kafka, HealthComponent health) {
    this.kafka = kafka;
    this.health = health;
  }

  /** Returns once they are all there, however long that takes. */
  public void await(Collection<String> topics) throws InterruptedException {
    try (Admin admin = kafka.admin("anomaly-streams-wait")) {
      while (!present(admin, topics)) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    health.up("topics are there");
  }

  private boolean present(Admin admin, Collection<String> topics) throws InterruptedException {
    try {
      Set<String> missing = new TreeSet<>(topics);
      missing.removeAll(admin.listTopics().names().get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS));
      if (!missing.isEmpty()) {
        health.down("waiting for topics: " + String.join(", ", missing));
      }
      return missing.isEmpty();
    } catch (ExecutionException | TimeoutException away) {
      health.down("waiting for the broker");
      return false;
    }
  }
}
