package io.mainstem.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.mainstem.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class OtlpSpansTest {
  private static final TraceParent CALLER =
      new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void shouldTellACollectorInOtlpsOwnJson() throws Exception {
    Queue<JsonNode> taken = new ConcurrentLinkedQueue<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          taken.add(new ObjectMapper().readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/");
    try (OtlpSpans spans = OtlpSpans.start(endpoint, metrics)) {
      spans.tell(span());
      Await.until("the collector", () -> !taken.isEmpty());
    } finally {
      collector.stop(0);
    }

    JsonNode resource = taken.element().at("/resourceSpans/0");
    assertThat(resource.at("/resource/attributes/0/value/stringValue").asText())
        .isEqualTo("sink-service");
    JsonNode span = resource.at("/scopeSpans/0/spans/0");
    assertThat(span.path("traceId").asText()).isEqualTo(CALLER.traceId());
    assertThat(span.path("parentSpanId").asText()).isEqualTo(CALLER.spanId());
    assertThat(span.path("kind").asInt()).isEqualTo(3);
    assertThat(span.path("startTimeUnixNano").asText()).isEqualTo("1772452800123456000");
  }

  @Test
  void shouldCountWhatDoesNotFitAndGoOn() {
    // Nobody listens at port 1, and the first batch is not even tried within a full queue's time.
    try (OtlpSpans spans = OtlpSpans.start(URI.create("http://127.0.0.1:1"), metrics)) {
      for (int told = 0; told < 3 * OtlpSpans.QUEUE; told++) {
        spans.tell(span());
      }
      Await.until(
          "losses to be counted",
          () -> metrics.counter("mainstem.spans.lost").count() >= OtlpSpans.QUEUE);
    }
  }

  @Test
  void shouldTakeOnlyAValidParentAndKeepItsTrace() {
    assertThat(TraceParent.of("00-0AF7-b7ad-01")).isEqualTo(Optional.empty());
    TraceParent child = CALLER.child(new Random(1));
    assertThat(TraceParent.of(child.text())).contains(child);
    assertThat(child.traceId()).isEqualTo(CALLER.traceId());
    assertThat(child.spanId()).isNotEqualTo(CALLER.spanId());
    assertThat(child.text()).endsWith("-01");
  }

  private static Span span() {
    return new Span(
        CALLER.traceId(),
        CALLER.child(new Random(2)).spanId(),
        CALLER.spanId(),
        "sink-service",
        "PUT accounting",
        Span.Kind.CLIENT,
        Instant.parse("2026-03-02T12:00:00.123456Z"),
        Instant.parse("2026-03-02T12:00:01Z"),
        Map.of("mainstem.answer", "200"),
        false);
  }
}
