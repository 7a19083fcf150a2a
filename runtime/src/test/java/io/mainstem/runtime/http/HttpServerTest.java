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
