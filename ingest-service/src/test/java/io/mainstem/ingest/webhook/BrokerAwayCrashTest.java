package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.backbone.Backbone;
import io.mainstem.backbone.Broker;
import io.mainstem.backbone.Ports;
import io.mainstem.backbone.Programs;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayCrashTest {

  @Test
  void shouldAnswer503WhileTheBrokerIsAwayAndNever200ForWhatIsNotStored(@TempDir Path folder)
      throws Exception {
    Ports ports = Ports.free();
    Broker broker = Backbone.startBroker(Programs.find(), folder, ports);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("source.tool", 3, (short) 1))).all().get();
    }
    List<String> promised = new ArrayList<>();
    try (DoorRig door = new DoorRig(broker.bootstrapServers(), DoorRig.simpleTool("tool"))) {
      deliver(door, "before", 50, promised);
      assertThat(promised).hasSize(50);

      broker.child().kill();
      long start = System.nanoTime();
      HttpResponse<String> away = door.deliver("tool", "away");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).contains("5");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      deliver(door, "during", 5, promised);
      assertThat(promised).hasSize(50);

      broker = Backbone.startBroker(Programs.find(), folder, ports);
      Await.until("accepts again", () -> door.deliver("tool", "again").statusCode() == 200);
      deliver(door, "after", 20, promised);
      assertThat(promised).hasSize(70);

      List<ConsumerRecord<String, SourceEvent>> stored =
          door.stored("tool", all -> receipts(all).containsAll(promised));
      assertThat(receipts(stored)).containsAll(promised);
    } finally {
      broker.child().kill();
    }
  }

  private static void deliver(DoorRig door, String name, int count, List<String> promised) {
    for (int n = 0; n < count; n++) {
      HttpResponse<String> answer = door.deliver("tool", name + n);
      if (answer.statusCode() == 200) {
        promised.add(answer.headers().firstValue("Mainstem-Receipt").orElseThrow());
      }
    }
  }

  private static List<String> receipts(List<ConsumerRecord<String, SourceEvent>> stored) {
    return stored.stream().map(message -> message.value().getDeliveryId()).toList();
  }
}
