package io.mainstem.ingest;

import io.mainstem.testkit.TestBackbone;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Topics that several tests of one JVM use, whoever comes first. */
public final class SharedTopics {
  private SharedTopics() {}

  public static void create(TestBackbone backbone, String... names) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()))) {
      Set<String> present = admin.listTopics().names().get();
      List<String> missing = Stream.of(names).filter(name -> !present.contains(name)).toList();
      backbone.createTopics(missing.toArray(String[]::new));
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
