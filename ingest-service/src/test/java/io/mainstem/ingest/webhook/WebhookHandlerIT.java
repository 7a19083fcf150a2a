package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.TestBackbone;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private static final int DRIP_MILLIS = 200;

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
    assertThat(door.deliver(connection, atLimit + "x").statusCode()).isEqualTo(413);
    // Without a length announced: counted as it comes.
    byte[] past = (atLimit + "x").getBytes(StandardCharsets.UTF_8);
    var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(past));
    assertThat(door.deliver(door.request(connection, chunked)).statusCode()).isEqualTo(413);
    var asks = door.request(connection, BodyPublishers.ofByteArray(past)).expectContinue(true);
    assertThat(door.deliver(asks).statusCode()).isEqualTo(413);
    assertThat(door.stored(connection, all -> !all.isEmpty())).hasSize(1);
  }

  @Test
  void shouldReadOnALittleSoThatTheSenderSeesThatItIsTooLarge() throws Exception {
    int most = Limits.MAX_BODY_BYTES + Limits.MAX_DRAINED_BYTES;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write(head(most + 1000));
      out.write(new byte[most]);
      socket.setSoTimeout(300);
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
      out.write(0);
      socket.setSoTimeout(5_000);
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 413")
          .contains("Connection: close");
    }
  }

  @Test
  void shouldAnswerBeforeTheToolHangsUp() throws Exception {
    Gate hurried = DoorRig.simpleTool(connection, Duration.ofMillis(1_500));
    try (DoorRig other = new DoorRig(BACKBONE.bootstrapServers(), hurried);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
      socket.getOutputStream().write(head(10));
      long start = System.nanoTime();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 408");
      assertThat((System.nanoTime() - start) / 1e9).isBetween(0.5, 1.5);
    }
  }

  private byte[] head(int length) {
    return "POST /webhooks/%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
        .formatted(connection, length)
        .getBytes(StandardCharsets.US_ASCII);
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
  void shouldCutOffABodyThatDripsAndOneThatTakesTooLong() throws Exception {
    assertThat(secondsUntilCutOff(1)).isBetween(1.9, 4.0);
    int fastEnough = 2 * Limits.MIN_BODY_BYTES_PER_SECOND * DRIP_MILLIS / 1_000;
    assertThat(secondsUntilCutOff(fastEnough)).isBetween(9.0, 14.0);
  }

  private double secondsUntilCutOff(int bytesAtOnce) throws Exception {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head(Limits.MAX_BODY_BYTES));
      Thread drip = Thread.ofVirtual().start(() -> drip(out, bytesAtOnce));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      drip.interrupt();

      assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close");
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void drip(OutputStream out, int bytesAtOnce) {
    try {
      while (true) {
        out.write(new byte[bytesAtOnce]);
        Thread.sleep(DRIP_MILLIS);
      }
    } catch (SocketException | InterruptedException cutOff) {
      // What was wanted.
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
