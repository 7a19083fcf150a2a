package io.mainstem.runtime.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.mainstem.runtime.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboundClientTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer target;
  private OutboundClient client;

  @BeforeEach
  void start() throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    answer("/exact", 200, new byte[OutboundClient.MAX_ANSWER_BYTES]);
    answer("/larger", 200, new byte[OutboundClient.MAX_ANSWER_BYTES + 1]);
    answer("/throttled", 429, "slow down".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    target.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/exact");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    target.createContext(
        "/never",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    target.start();
    client = OutboundClient.start(Set.of(new HostPort("127.0.0.1", port())));
  }

  @AfterEach
  void stop() {
    never.countDown();
    client.close();
    target.stop(0);
  }

  @Test
  void shouldTakeAnAnswerAtTheLimitAndRefuseOneByteMore() throws Exception {
    assertThat(client.send(get("/exact")).body()).hasSize(OutboundClient.MAX_ANSWER_BYTES);

    assertFails(get("/larger"), OutboundException.Code.ANSWER_TOO_LARGE);
  }

  @Test
  void shouldHandOnErrorsAndRedirectsWithoutFollowing() throws Exception {
    assertThat(client.send(get("/throttled")).text()).isEqualTo("slow down");

    OutboundResponse moved = client.send(get("/moved"));

    assertThat(moved.status()).isEqualTo(302);
    assertThat(moved.header("Location")).contains("/exact");
  }

  @Test
  void shouldSayThatALateRequestMayHaveBeenApplied() {
    OutboundRequest request =
        new OutboundRequest("GET", uri("/never"), Map.of(), new byte[0], Duration.ofMillis(300));

    assertFails(request, OutboundException.Code.TIMED_OUT);
    assertThat(OutboundException.Code.TIMED_OUT.isMaybeApplied()).isTrue();
  }

  @Test
  void shouldRefuseThisMachineUnlessExempt() {
    try (OutboundClient strict = OutboundClient.start(Set.of())) {
      assertThatThrownBy(() -> strict.send(get("/exact")))
          .isInstanceOfSatisfying(
              OutboundException.class,
              e -> assertThat(e.code()).isEqualTo(OutboundException.Code.BLOCKED_ADDRESS));
    }
  }

  @Test
  void shouldSayWhenNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (OutboundClient other = OutboundClient.start(Set.of(new HostPort("127.0.0.1", free)))) {
      OutboundRequest request =
          OutboundRequest.get(URI.create("http://127.0.0.1:" + free + "/"), Map.of());
      assertThatThrownBy(() -> other.send(request))
          .isInstanceOfSatisfying(
              OutboundException.class,
              e -> assertThat(e.code()).isEqualTo(OutboundException.Code.UNREACHABLE));
    }
  }

  @Test
  void shouldRefuseOtherSchemesAndUserInfo() {
    for (String address : new String[] {"file:///etc/passwd", "http://a:b@127.0.0.1/", "ftp://x"}) {
      assertFails(
          OutboundRequest.get(URI.create(address), Map.of()), OutboundException.Code.BAD_ADDRESS);
    }
  }

  private void assertFails(OutboundRequest request, OutboundException.Code code) {
    assertThatThrownBy(() -> client.send(request))
        .isInstanceOfSatisfying(OutboundException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void answer(String path, int status, byte[] body) {
    target.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  private OutboundRequest get(String path) {
    return OutboundRequest.get(uri(path), Map.of());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private int port() {
    return target.getAddress().getPort();
  }
}
