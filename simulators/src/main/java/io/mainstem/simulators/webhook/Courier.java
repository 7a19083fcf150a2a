package io.mainstem.simulators.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.timeline.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers webhooks: signed afresh for every attempt, at a bounded rate, so many at a time, tried
 * again after anything but a 2xx, and given up only when the retry plan is exhausted.
 */
public final class Courier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int MAX_CONCURRENT = 16;
  private static final int MAX_OUTSTANDING = 2000;
  private static final Duration XERO_AND_HUBSPOT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration SQUARE_PATIENCE = Duration.ofSeconds(10);

  private final String publicUrl;
  private final Signatures signatures;
  private final SentLog sent;
  private final Pace pace;
  private final RetryPlan plan;
  private final InstantSource clock;
  private final Handshake handshake;
  private final HttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore calls = new Semaphore(MAX_CONCURRENT);
  private final Semaphore outstanding = new Semaphore(MAX_OUTSTANDING);

  /**
   * Nothing is sent before {@link #send}.
   *
   * @param publicUrl where the receiver is reached, e.g. {@code http://127.0.0.1:8081}
   */
  public Courier(
      String publicUrl,
      Signatures signatures,
      SentLog sent,
      Pace pace,
      RetryPlan plan,
      InstantSource clock) {
    this.publicUrl = publicUrl;
    this.signatures = signatures;
    this.sent = sent;
    this.pace = pace;
    this.plan = plan;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    this.handshake = new Handshake(http, URI.create(url(Tool.XERO)), signatures);
  }

  private String url(Tool tool) {
    return publicUrl + "/webhooks/" + tool.connection();
  }

  /** Totals of what was sent. */
  public ObjectNode report() {
    return sent.report(false);
  }

  public Handshake handshake() {
    return handshake;
  }

  /** Hands a delivery over; waits while too many are outstanding. */
  public void send(Delivery delivery) throws InterruptedException {
    outstanding.acquire();
    sent.begun(delivery);
    threads.execute(() -> deliver(delivery));
  }

  private void deliver(Delivery delivery) {
    try {
      if (delivery.tool() == Tool.XERO) {
        handshake.awaitDone();
      }
      sent.finished(delivery, tryAll(delivery) ? "acknowledged" : "unacknowledged");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException broken) {
      log.atError().setCause(broken).addKeyValue("delivery", delivery.id()).log("delivery failed");
    } finally {
      outstanding.release();
    }
  }

  private boolean tryAll(Delivery delivery) throws InterruptedException {
    for (int attempt = 0; attempt < plan.attempts(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(plan.pause(attempt));
      }
      calls.acquire();
      try {
        pace.await();
        if (attempt(delivery, attempt)) {
          return true;
        }
      } finally {
        calls.release();
      }
    }
    return false;
  }

  private boolean attempt(Delivery delivery, int attempt) throws InterruptedException {
    String url = url(delivery.tool());
    String body = delivery.body(attempt);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(delivery.tool() == Tool.SQUARE ? SQUARE_PATIENCE : XERO_AND_HUBSPOT_PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    signatures.headers(delivery.tool(), url, body, clock.millis()).forEach(request::header);
    extraHeaders(delivery, attempt).forEach(request::header);
    try {
      HttpResponse<Void> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.discarding());
      @Nullable String receipt = answer.headers().firstValue("Mainstem-Receipt").orElse(null);
      sent.tried(delivery, answer.statusCode(), receipt);
      return delivery.tool() == Tool.XERO
          ? answer.statusCode() == 200
          : answer.statusCode() / 100 == 2;
    } catch (IOException noAnswer) {
      sent.tried(delivery, 0, null);
      return false;
    }
  }

  private static Map<String, String> extraHeaders(Delivery delivery, int attempt) {
    int retry = attempt + delivery.again();
    return delivery.tool() == Tool.SQUARE && retry > 0
        ? Map.of(
            "square-retry-number", String.valueOf(retry), "square-retry-reason", "http_timeout")
        : Map.of();
  }

  /** Waits until nothing is outstanding; false where that takes longer than the patience. */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    if (outstanding.tryAcquire(MAX_OUTSTANDING, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      outstanding.release(MAX_OUTSTANDING);
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
