package io.mainstem.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.runtime.health.Health;
import io.mainstem.runtime.health.HealthRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /health/live}, {@code /health/ready} (503 while a component is down, with the detail
 * of every component) and {@code /metrics} in Prometheus' text format. Leaves other paths to the
 * next handler.
 */
public final class AdminHandler extends Handler.Abstract {
  private static final String JSON = "application/json";
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final String service;
  private final HealthRegistry health;
  private final PrometheusMeterRegistry metrics;
  private final ObjectMapper json = new ObjectMapper();

  public AdminHandler(String service, HealthRegistry health, PrometheusMeterRegistry metrics) {
    this.service = service;
    this.health = health;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    switch (Request.getPathInContext(request)) {
      case "/health/live" ->
          answer(response, callback, OK, JSON, text(Map.of("service", service, "live", true)));
      case "/health/ready" -> ready(response, callback);
      case "/metrics" ->
          answer(
              response, callback, OK, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void ready(Response response, Callback callback) {
    Map<String, Object> components = new LinkedHashMap<>();
    boolean ready = true;
    for (Map.Entry<String, Health> entry : health.snapshot().entrySet()) {
      Health component = entry.getValue();
      ready &= component.state() != Health.State.DOWN;
      components.put(
          entry.getKey(),
          Map.of(
              "state", component.state().name().toLowerCase(Locale.ROOT),
              "detail", component.detail(),
              "since", component.since().toString()));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", service);
    body.put("ready", ready);
    body.put("components", components);
    answer(response, callback, ready ? OK : UNAVAILABLE, JSON, text(body));
  }

  private static void answer(
      Response response, Callback callback, int status, String type, String body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, body, callback);
  }

  private String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("health is always writable", e);
    }
  }
}
