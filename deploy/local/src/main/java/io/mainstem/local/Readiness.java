package io.mainstem.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits for processes to say that they are ready, and says meanwhile for whom and why it waits. */
final class Readiness {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SPEAK_EVERY = Duration.ofSeconds(10);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 100;

  private record Answer(boolean ready, String reason) {}

  private Readiness() {}

  /**
   * @param abandoned becomes true when there is no point in waiting
   * @param ready told of each process once
   */
  static void await(
      List<SupervisedProcess> processes,
      Console console,
      BooleanSupplier abandoned,
      Consumer<SupervisedProcess> ready)
      throws InterruptedException {
    List<SupervisedProcess> waiting = new ArrayList<>(processes);
    long began = System.nanoTime();
    long spoke = began;
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build()) {
      while (!waiting.isEmpty() && !abandoned.getAsBoolean()) {
        boolean speak = System.nanoTime() - spoke > SPEAK_EVERY.toNanos();
        for (Iterator<SupervisedProcess> each = waiting.iterator(); each.hasNext(); ) {
          SupervisedProcess process = each.next();
          Answer answer = ask(client, process.health());
          if (answer.ready()) {
            each.remove();
            process.forgive();
            ready.accept(process);
          } else if (speak) {
            console.step(process.name(), "not ready yet: " + answer.reason());
          }
        }
        spoke = speak ? System.nanoTime() : spoke;
        if (System.nanoTime() - began > LIMIT.toNanos() && !waiting.isEmpty()) {
          throw notReady(waiting);
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  static boolean isReady(URI health) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build()) {
      return ask(client, health).ready();
    }
  }

  private static BackboneException notReady(List<SupervisedProcess> waiting) {
    String who =
        String.join(
            ", ", waiting.stream().map(it -> it.name() + " (" + it.child().log() + ")").toList());
    return new BackboneException(
        Fault.NOT_READY,
        "Not ready after %d s: %s; the logs say why.".formatted(LIMIT.toSeconds(), who));
  }

  /** What is down and why, from a service's own words. */
  private static String downIn(String body) {
    try {
      StringJoiner down = new StringJoiner("; ");
      for (Map.Entry<String, JsonNode> component :
          new ObjectMapper().readTree(body).path("components").properties()) {
        if (component.getValue().path("state").asText().equals("down")) {
          down.add(component.getKey() + ": " + component.getValue().path("detail").asText());
        }
      }
      return down.toString();
    } catch (JsonProcessingException unreadable) {
      return "an answer that cannot be read";
    }
  }

  private static Answer ask(HttpClient client, URI health) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(health).timeout(PROBE_LIMIT).build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode() == 200, downIn(response.body()));
    } catch (IOException notYet) {
      return new Answer(false, "starting");
    }
  }
}
