package io.mainstem.runtime.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.runtime.service.Recurring;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector in batches, in OTLP's JSON encoding over HTTP. What does not fit into
 * the queue or does not arrive is counted and forgotten.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
public final class OtlpSpans implements Spans, AutoCloseable {
  /** As the OpenTelemetry SDK's batch processor has it. */
  static final int QUEUE = 2_048;

  static final int BATCH = 512;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long NANOS = 1_000_000_000L;

  private static final Logger log = LoggerFactory.getLogger(OtlpSpans.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(QUEUE);
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI address;
  private final Counter lost;
  private final Recurring sending;

  private OtlpSpans(URI address, MeterRegistry metrics) {
    this.address = address;
    this.lost = metrics.counter("mainstem.spans.lost");
    this.sending = Recurring.start("otlp-spans", EVERY, this::send);
  }

  /**
   * Starts sending.
   *
   * @param endpoint as in {@code OTEL_EXPORTER_OTLP_ENDPOINT}, e.g. {@code http://127.0.0.1:4318}
   */
  public static OtlpSpans start(URI endpoint, MeterRegistry metrics) {
    String base = endpoint.toString().replaceFirst("/+$", "");
    return new OtlpSpans(URI.create(base + "/v1/traces"), metrics);
  }

  @Override
  public void tell(Span span) {
    if (!queue.offer(span)) {
      lost.increment();
    }
  }

  private void send() {
    List<Span> batch = new ArrayList<>();
    while (queue.drainTo(batch, BATCH) > 0) {
      if (!accepted(batch)) {
        lost.increment(batch.size());
        return;
      }
      batch.clear();
    }
  }

  private boolean accepted(List<Span> batch) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(batch)))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        log.atWarn().addKeyValue("status", status).log("spans were not taken");
      }
      return status == 200;
    } catch (IOException away) {
      log.atWarn().addKeyValue("cause", away.getClass().getSimpleName()).log("spans were not sent");
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static String encoded(List<Span> batch) {
    Map<String, ArrayNode> byService = new LinkedHashMap<>();
    for (Span span : batch) {
      byService.computeIfAbsent(span.service(), _ -> JSON.createArrayNode()).add(json(span));
    }
    ObjectNode root = JSON.createObjectNode();
    ArrayNode resources = root.putArray("resourceSpans");
    byService.forEach(
        (service, spans) -> {
          ObjectNode resource = resources.addObject();
          attribute(resource.putObject("resource").putArray("attributes"), "service.name", service);
          ObjectNode scope = resource.putArray("scopeSpans").addObject();
          scope.putObject("scope").put("name", "io.mainstem");
          scope.set("spans", spans);
        });
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  private static ObjectNode json(Span span) {
    ObjectNode json = JSON.createObjectNode();
    json.put("traceId", span.traceId());
    json.put("spanId", span.id());
    if (span.parentId() != null) {
      json.put("parentSpanId", span.parentId());
    }
    json.put("name", span.name());
    json.put("kind", span.kind().number);
    json.put("startTimeUnixNano", nanos(span.start()));
    json.put("endTimeUnixNano", nanos(span.end()));
    ArrayNode attributes = json.putArray("attributes");
    span.attributes().forEach((key, value) -> attribute(attributes, key, value));
    if (span.failed()) {
      json.putObject("status").put("code", 2);
    }
    return json;
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  private static String nanos(Instant at) {
    return Long.toString(at.getEpochSecond() * NANOS + at.getNano());
  }

  @Override
  public void close() {
    sending.close();
    http.close();
  }
}
