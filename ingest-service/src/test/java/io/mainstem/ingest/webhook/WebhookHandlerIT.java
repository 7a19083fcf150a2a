package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookHandlerIT {

  private static final TestBackbone BACKBONE = TestBackbone.shared();

  private final String connection = "tool" + UUID.randomUUID().toString().substring(0, 8);
  private DoorRig door;

  @BeforeEach
  void open() {
    BACKBONE.createTopics("source." + connection);
    door = new DoorRig(BACKBONE.bootstrapServers(), DoorRig.simpleTool(connection));
  }

  @AfterEach
  void shut() {
    door.close();
  }

  @Test
  void shouldHaveStoredEverythingItAnsweredWith200() {
    List<String> receipts = new ArrayList<>();
    IntStream.rangeClosed(1, 200)
        .forEach(
            n -> {
              HttpResponse<String> answer = door.deliver(connection, "body " + n);
              assertThat(answer.statusCode()).isEqualTo(200);
              receipts.add(answer.headers().firstValue("Mainstem-Receipt").orElseThrow());
            });

    List<ConsumerRecord<String, SourceEvent>> stored =
        door.stored(connection, all -> all.size() >= 200);

    assertThat(stored)
        .extracting(message -> message.value().getDeliveryId())
        .containsExactlyInAnyOrderElementsOf(receipts);
    SourceEvent one = stored.getFirst().value();
    Map<String, String> headers = DoorRig.headers(stored.getFirst());
    assertThat(one.getVia()).isEqualTo(Via.WEBHOOK);
    assertThat(stored.getFirst().key()).isEqualTo("thing|" + one.getSourceId());
    assertThat(headers)
        .containsEntry("ce_id", one.getEventId())
        .containsEntry("ce_type", "io.mainstem.source.thing.snapshot")
        .containsKeys("ce_source", "ce_time", "ce_specversion");
    assertThat(headers.get("traceparent")).contains(one.getDeliveryId().replace("-", ""));
  }

  @Test
  void shouldGiveARepeatedDeliveryTheSameEventId() {
    HttpResponse<String> first = door.deliver(connection, "twice");
    HttpResponse<String> second = door.deliver(connection, "twice");

    assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(200, 200);
    List<ConsumerRecord<String, SourceEvent>> stored =
        door.stored(connection, all -> all.size() >= 2);
    assertThat(stored)
        .extracting(message -> message.value().getEventId())
        .hasSize(2)
        .containsOnly(stored.getFirst().value().getEventId());
    assertThat(stored)
        .extracting(message -> message.value().getDeliveryId())
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldStoreNothingButACounterForStrangers() {
    HttpResponse<String> wrong =
        door.deliver(
            door.request(connection, BodyPublishers.ofString("x")).setHeader("Word", "foe"));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(door.answered(connection, 401)).isEqualTo(1);
    assertThat(door.deliver("nobody", "x").statusCode()).isEqualTo(404);
    assertThat(door.answered("unknown", 404)).isEqualTo(1);
    assertThat(door.deliver(connection, "known").statusCode()).isEqualTo(200);
    assertThat(door.stored(connection, all -> !all.isEmpty())).hasSize(1);
  }

  @Test
  void shouldTakeABodyAtTheLimitAndRefuseOnePastIt() {
    String atLimit = "x".repeat(Limits.MAX_BODY_BYTES);

    assertThat(door.deliver(connection, atLimit).statusCode()).isEqualTo(200);
    // The door answers before it has read all: a sender cut off in mid-body tries again, as here.
    Await.asserted(
        "413 for a length past the limit",
        () -> assertThat(door.deliver(connection, atLimit + "x").statusCode()).isEqualTo(413));
    // Without a length announced: counted as it comes.
    byte[] past = (atLimit + "x").getBytes(StandardCharsets.UTF_8);
    var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(past));
    Await.asserted(
        "413 for a body that grows past the limit",
        () ->
            assertThat(door.deliver(door.request(connection, chunked)).statusCode())
                .isEqualTo(413));
    assertThat(door.stored(connection, all -> !all.isEmpty())).hasSize(1);
  }

  @Test
  void shouldKeepWhatIsSignedButUnreadableUnderAKeyThatARepetitionMeets() {
    assertThat(door.deliver(connection, " ").statusCode()).isEqualTo(200);

    ConsumerRecord<String, SourceEvent> kept =
        door.stored(connection, all -> !all.isEmpty()).getFirst();

    assertThat(kept.value().getObject()).isEqualTo(SourceRecords.DELIVERY);
    assertThat(kept.value().getSourceId()).isEqualTo(kept.value().getEventId());
    assertThat(StandardCharsets.UTF_8.decode(kept.value().getPayload()).toString()).isEqualTo(" ");
    assertThat(DoorRig.headers(kept))
        .containsEntry("mainstem-code", "NOT_JSON")
        .containsEntry("mainstem-cause", "The delivery is empty.");
  }

  @Test
  void shouldCutOffABodyThatDrips() throws Exception {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /webhooks/" + connection + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      Thread drip = Thread.ofVirtual().start(() -> drip(out));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      drip.interrupt();

      assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close");
      assertThat((System.nanoTime() - start) / 1e9).isBetween(9.0, 14.0);
    }
  }

  private static void drip(OutputStream out) {
    try {
      while (true) {
        out.write('x');
        Thread.sleep(200);
      }
    } catch (SocketException | InterruptedException cutOff) {
      // What was wanted.
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
