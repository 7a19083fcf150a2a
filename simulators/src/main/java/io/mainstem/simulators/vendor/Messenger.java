package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.webhook.RetryPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries a vendor's webhooks: each attempt signed afresh, tried again after what the vendor tries
 * again after, everything noted.
 */
public final class Messenger implements AutoCloseable {
  private static final int MAX_AT_ONCE = 8;

  private final String tool;
  private final Hooks hooks;
  private final RetryPlan plan;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore turns = new Semaphore(MAX_AT_ONCE);
  private final AtomicInteger underway = new AtomicInteger();
  private final List<ObjectNode> sent = new ArrayList<>();
  private final List<Posted> posted = new ArrayList<>();

  private record Posted(Letter letter, Subscription to) {}

  /**
   * What the receiver answered.
   *
   * @param status 0 where it did not
   */
  public record Reply(int status, Map<String, List<String>> headers, String body) {
    public @Nullable String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse(null);
    }

    public JsonNode json() {
      return Json.read(body).orElse(Json.object());
    }
  }

  Messenger(String tool, Hooks hooks, RetryPlan plan, InstantSource clock) {
    this.tool = tool;
    this.hooks = hooks;
    this.plan = plan;
    this.clock = clock;
  }

  /** Hands a letter over and returns. */
  public void send(Letter letter, Subscription to) {
    ObjectNode entry;
    synchronized (sent) {
      entry =
          Json.object(
              "delivery",
              tool + "-" + (sent.size() + 1),
              "connection",
              tool,
              "url",
              to.url(),
              "keys",
              letter.keys(),
              "attempts",
              0,
              "status",
              0,
              "state",
              "in flight");
      sent.add(entry);
      posted.add(new Posted(letter, to));
    }
    underway.incrementAndGet();
    threads.execute(() -> deliver(letter, to, entry));
  }

  /** Sends the last letters once more, as vendors do; the oldest of them first. */
  void repeat(int count) {
    List<Posted> again;
    synchronized (sent) {
      again = List.copyOf(posted.subList(Math.max(0, posted.size() - count), posted.size()));
    }
    again.forEach(post -> send(post.letter(), post.to()));
  }

  private void deliver(Letter letter, Subscription to, ObjectNode entry) {
    try {
      for (int attempt = 0; attempt < plan.attempts(); attempt++) {
        if (attempt > 0) {
          Thread.sleep(plan.pause(attempt));
        }
        Reply reply = post(letter, to, to.secret(), attempt);
        boolean accepted = hooks.accepts(reply.status());
        synchronized (sent) {
          entry.put("attempts", attempt + 1).put("status", reply.status());
          entry.put("receipt", reply.header("Mainstem-Receipt"));
          entry.put("state", accepted ? "acknowledged" : "unacknowledged");
        }
        if (accepted || !hooks.triesAgain(reply.status())) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      underway.decrementAndGet();
    }
  }

  /** One attempt, signed with that secret. */
  public Reply post(Letter letter, Subscription to, String secret, int attempt)
      throws InterruptedException {
    String body = letter.body().apply(attempt);
    HttpRequest.Builder request =
        request(to.url())
            .header("Content-Type", letter.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    letter.headers().forEach(request::setHeader);
    if (attempt > 0) {
      hooks.again(attempt).forEach(request::setHeader);
    }
    hooks
        .signature()
        .headers(letter.headers(), body, to.url(), secret, clock.instant())
        .forEach(request::setHeader);
    return exchange(request);
  }

  /** One attempt without a signature, as before there is a secret. */
  public Reply unsigned(Letter letter, Subscription to) throws InterruptedException {
    HttpRequest.Builder request =
        request(to.url())
            .header("Content-Type", letter.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(letter.body().apply(0)));
    letter.headers().forEach(request::setHeader);
    return exchange(request);
  }

  /** Asks the receiver's address whether it is there. */
  public Reply get(String url) throws InterruptedException {
    return exchange(request(url).GET());
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(hooks.patience());
  }

  private Reply exchange(HttpRequest.Builder request) throws InterruptedException {
    turns.acquire();
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.headers().map(), answer.body());
    } catch (IOException noAnswer) {
      return new Reply(0, Map.of(), "");
    } finally {
      turns.release();
    }
  }

  boolean idle() {
    return underway.get() == 0;
  }

  List<ObjectNode> sent() {
    synchronized (sent) {
      return sent.stream().map(ObjectNode::deepCopy).toList();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
