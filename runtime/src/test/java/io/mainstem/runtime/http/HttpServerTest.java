package io.mainstem.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.health.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private final HealthRegistry health = new HealthRegistry(() -> Instant.EPOCH);
  private final HealthComponent broker = health.component("broker");
  private final HttpServer server =
      HttpServer.start(
          HttpServer.Options.blocking("test", "127.0.0.1", 0),
          new AdminHandler("test", health, Metrics.create("test")));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void shouldBeReadyOnlyWhileNoComponentIsDown() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    broker.degraded("slow");

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body())
        .contains("\"broker\":{")
        .contains("\"state\":\"degraded\"")
        .contains("\"detail\":\"slow\"");
  }

  @Test
  void shouldPrintMetricsWithTheServicesName() throws Exception {
    assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes").contains("test");
  }

  @Test
  void shouldAnswer404ElsewhereAndSayNothingOfItself() throws Exception {
    HttpResponse<String> answer = get("/elsewhere");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("server")).isEmpty();
    assertThat(answer.body()).doesNotContainIgnoringCase("jetty");
  }

  @Test
  void shouldTakeAHeadBelowTheLimitAndRefuseOneAboveIt() throws Exception {
    assertThat(get("/health/live", "x".repeat(HttpServer.MAX_HEAD_BYTES - 500)).statusCode())
        .isEqualTo(200);
    assertThat(get("/health/live", "x".repeat(HttpServer.MAX_HEAD_BYTES + 1)).statusCode())
        .isEqualTo(431);
  }

  @Test
  void shouldCutOffARequestHeadThatDrips() throws Exception {
    try (Socket drip = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      drip.getOutputStream()
          .write("GET /health/live HTTP/1.1\r\nHost: x\r\nA: ".getBytes(StandardCharsets.UTF_8));
      Awaitility.await("cut off")
          .atMost(HttpServer.MAX_HEAD_TIME.multipliedBy(3))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> isCutOff(drip));
    }
  }

  @Test
  void shouldServeThoseItHasWhileTenThousandTry() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int n = 0; n < HttpServer.MAX_CONNECTIONS; n++) {
        open.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      Awaitility.await("all are in").until(() -> answers(open.getLast()));
      for (int n = HttpServer.MAX_CONNECTIONS; n < 10_000; n++) {
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
          if (n == HttpServer.MAX_CONNECTIONS) {
            one.setSoTimeout(5_000);
            assertThat(one.getInputStream().read()).as("one past the limit").isEqualTo(-1);
          }
        }
      }
      assertThat(answers(open.getFirst())).isTrue();
      open.removeFirst().close();
      Awaitility.await("room again")
          .ignoreExceptions()
          .until(() -> get("/health/live").statusCode() == 200);
    } finally {
      for (Socket one : open) {
        one.close();
      }
    }
  }

  private static boolean answers(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    socket
        .getOutputStream()
        .write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    byte[] answer = new byte[1024];
    int length = socket.getInputStream().read(answer);
    return length > 0
        && new String(answer, 0, length, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
  }

  @Test
  void shouldSayWhichPortIsTaken() {
    assertThatThrownBy(
            () ->
                HttpServer.start(
                    HttpServer.Options.blocking("second", "127.0.0.1", server.port()),
                    new AdminHandler("second", health, Metrics.create("second"))))
        .hasMessageContaining("second: cannot listen on 127.0.0.1:" + server.port());
  }

  private static boolean isCutOff(Socket drip) {
    try {
      drip.getOutputStream().write('a');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(path, "none");
  }

  private HttpResponse<String> get(String path, String header) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(path)).header("x-padding", header).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
