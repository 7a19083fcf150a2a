package io.mainstem.connections.fetch;

import io.mainstem.connections.json.Pending;
import java.time.Instant;

import io.mainstem.connections.Connection;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.json.Bytes;

/** How one connection's records are fetched. */
public final class FetchPlan {
  private FetchPlan() {}

  public static FetchPlan of(Connection connection) {
    return new FetchPlan();
  }

  public RateLimit rateLimit() {
    return Pending.value("pending");
  }

  /**
   * The request for one record.
   *
   * @throws IllegalArgumentException if the tool file cannot fetch that object
   */
  public HttpCall call(String object, String sourceId) {
    return Pending.value("pending");
  }

  public Verdict verdict(HttpAnswer answer) {
    return Pending.value("pending");
  }

  /**
   * The snapshot in a successful answer.
   *
   * @param askedAt when the request was sent: the version of records that carry none of their own
   */
  public Fetched snapshot(String object, String sourceId, Bytes body, Instant askedAt) {
    return Pending.value("pending");
  }
}
