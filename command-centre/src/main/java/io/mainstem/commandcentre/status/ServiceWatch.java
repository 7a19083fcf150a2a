package io.mainstem.commandcentre.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.runtime.service.Recurring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks each service for its health every two seconds and remembers the answers. */
public final class ServiceWatch implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final int NOT_READY = 503;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, URI> services;
  private @Nullable Recurring looking;
  private volatile List<ServiceHealth> latest = List.of();

  private ServiceWatch(Map<String, URI> services) {
    this.services = services;
  }

  /**
   * Starts watching.
   *
   * @param services admin address of each, by name, in the order to show
   */
  public static ServiceWatch start(Map<String, URI> services) {
    ServiceWatch watch = new ServiceWatch(services);
    watch.looking = Recurring.start("service-watch", INTERVAL, watch::look);
    return watch;
  }

  public List<ServiceHealth> latest() {
    return latest;
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.close();
    }
    http.shutdownNow();
  }

  private void look() {
    List<ServiceHealth> seen = new ArrayList<>();
    services.forEach((name, address) -> seen.add(ask(name, address)));
    latest = List.copyOf(seen);
  }

  private ServiceHealth ask(String name, URI address) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/health/ready")).timeout(TIMEOUT).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 && answer.statusCode() != NOT_READY) {
        return new ServiceHealth(name, "down", "answers " + answer.statusCode(), List.of());
      }
      return read(name, json.readTree(answer.body()));
    } catch (IOException e) {
      return new ServiceHealth(name, "away", "does not answer", List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ServiceHealth(name, "away", "not asked", List.of());
    }
  }

  private static ServiceHealth read(String name, JsonNode answer) {
    List<ServiceHealth.Component> components = new ArrayList<>();
    List<String> unwell = new ArrayList<>();
    String state = "up";
    for (Map.Entry<String, JsonNode> entry : answer.path("components").properties()) {
      String componentState = entry.getValue().path("state").asText();
      String detail = entry.getValue().path("detail").asText();
      components.add(new ServiceHealth.Component(entry.getKey(), componentState, detail));
      if (!componentState.equals("up")) {
        unwell.add(entry.getKey() + ": " + detail);
        state = state.equals("down") || componentState.equals("down") ? "down" : "degraded";
      }
    }
    return new ServiceHealth(name, state, String.join("; ", unwell), List.copyOf(components));
  }
}
