package io.mainstem.testkit;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What a test may stand on. Each part starts when it is first asked for and serves until the JVM
 * ends, so tests keep apart by names: topics of their own, a database of their own, subjects of
 * their own.
 */
public interface TestBackbone {
  /** As many as in production, so that what needs a repartition fails here too. */
  int PARTITIONS = 3;

  /** The one all tests of this JVM share. */
  static TestBackbone shared() {
    return SharedBackbone.INSTANCE;
  }

  /** The broker's address for clients, {@code host:port}. */
  String bootstrapServers();

  /** The registry's root, such as {@code http://127.0.0.1:20123}. */
  URI registry();

  /** A fresh, empty database in a server that streams logical changes. */
  TestDatabase newDatabase();

  /** Creates topics with {@link #PARTITIONS} partitions each. */
  default void createTopics(String... names) {
    createTopics(
        Arrays.stream(names).map(name -> new NewTopic(name, PARTITIONS, (short) 1)).toList());
  }

  /** Returns when these topics exist: another test of the same fork may have made some of them. */
  default void createTopics(List<NewTopic> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Set<String> there = admin.listTopics().names().get();
      admin
          .createTopics(topics.stream().filter(topic -> !there.contains(topic.name())).toList())
          .all()
          .get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("topics could not be created", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
