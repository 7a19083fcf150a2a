package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a running command centre. */
record CentreClient(int port) {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** What it answered. */
  record Reply(int status, String body) {}

  /** The answer's JSON text. */
  String get(String path) throws InterruptedException {
    Reply reply = ask(path);
    if (reply.status() != 200) {
      throw new BackboneException(
          Fault.NOT_READY,
          "The command centre answered %d: %s".formatted(reply.status(), reply.body().strip()));
    }
    return reply.body();
  }

  /** Whatever it answers. */
  Reply ask(String path) throws InterruptedException {
    return send(to(path));
  }

  /** Whatever it answers to this JSON text. */
  Reply post(String path, String json) throws InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .header("Accept", "application/json")
        .timeout(LIMIT);
  }

  private Reply send(HttpRequest.Builder asked) throws InterruptedException {
    HttpRequest request = asked.build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException away) {
      throw new BackboneException(
          Fault.NOT_READY,
          "No command centre answers at http://127.0.0.1:%d; start one with ./mainstem up."
              .formatted(port),
          away);
    }
  }
}
