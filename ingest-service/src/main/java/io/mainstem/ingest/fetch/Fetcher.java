package io.mainstem.ingest.fetch;

import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.json.Bytes;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.outbound.OutboundRequest;
import io.mainstem.runtime.outbound.OutboundResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Asks one connection's tool, within its pace and its number of calls at a time. */
final class Fetcher {

  private final OutboundClient outbound;
  private final Pace pace;
  private final InstantSource clock;
  private final Semaphore underWay;

  /** An answer, and when the question was sent: it holds nothing newer than that for sure. */
  record Asked(Instant at, HttpAnswer answer) {}

  Fetcher(OutboundClient outbound, Pace pace, int concurrency, InstantSource clock) {
    this.outbound = outbound;
    this.pace = pace;
    this.clock = clock;
    this.underWay = new Semaphore(concurrency, true);
  }

  Asked ask(HttpCall call) throws OutboundException, InterruptedException {
    underWay.acquire();
    try {
      Thread.sleep(pace.reserve());
      Instant at = clock.instant();
      return new Asked(at, answer(outbound.send(request(call))));
    } finally {
      underWay.release();
    }
  }

  private static OutboundRequest request(HttpCall call) {
    return call.body().isEmpty()
        ? OutboundRequest.get(call.uri(), call.headers())
        : OutboundRequest.json(call.method(), call.uri(), call.headers(), call.body().toArray());
  }

  private static HttpAnswer answer(OutboundResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new HttpAnswer(response.status(), headers, Bytes.of(response.body()));
  }
}
