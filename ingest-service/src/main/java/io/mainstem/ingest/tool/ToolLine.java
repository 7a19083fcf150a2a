package io.mainstem.ingest.tool;

import io.mainstem.connections.Connection;
import io.mainstem.connections.http.Budget;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.Signals;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.outbound.OutboundRequest;
import io.mainstem.runtime.outbound.OutboundResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The one line to one connection's tool in this process: fetches, readings, token calls and
 * subscriptions all wait their turn here. Thread safe.
 */
public final class ToolLine {

  private final OutboundClient outbound;
  private final @Nullable ApiSpec api;
  private final Budget budget;
  private final InstantSource clock;
  private final Semaphore underWay;

  /** An answer, and when the question was sent: it holds nothing newer than that for sure. */
  public record Asked(Instant at, HttpAnswer answer) {}

  private ToolLine(
      OutboundClient outbound, RateLimit limit, @Nullable ApiSpec api, InstantSource clock) {
    this.outbound = outbound;
    this.api = api;
    this.budget = new Budget(limit, clock);
    this.clock = clock;
    this.underWay = new Semaphore(limit.concurrency(), true);
  }

  public static ToolLine of(Connection connection, OutboundClient outbound, InstantSource clock) {
    return new ToolLine(
        outbound, connection.rateLimit().part(RateLimit.READS), connection.tool().api(), clock);
  }

  /** Waits for its turn, asks, and takes to heart what the answer says about the pace. */
  public Asked ask(HttpCall call) throws OutboundException, InterruptedException {
    underWay.acquire();
    try {
      Thread.sleep(budget.reserve());
      Instant at = clock.instant();
      HttpAnswer answer = answer(outbound.send(request(call)));
      if (api != null) {
        Signals.pause(api, answer, clock.instant()).ifPresent(budget::pause);
        Signals.points(api, answer).ifPresent(budget::points);
      }
      return new Asked(at, answer);
    } finally {
      underWay.release();
    }
  }

  /** Nobody asks before the pause is over. */
  public void pause(Duration pause) {
    budget.pause(pause);
  }

  private static OutboundRequest request(HttpCall call) {
    return new OutboundRequest(
        call.method(),
        call.uri(),
        call.headers(),
        call.body().toArray(),
        OutboundRequest.DEFAULT_TIMEOUT);
  }

  private static HttpAnswer answer(OutboundResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new HttpAnswer(response.status(), headers, Bytes.of(response.body()));
  }
}
