package io.mainstem.connections.fetch;

import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.http.Verdicts;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ObjectSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How one connection's records are fetched. */
public final class FetchPlan {
  private final Connection connection;

  private final Supplier<AccessToken> tokens;

  private FetchPlan(Connection connection, Supplier<AccessToken> tokens) {
    this.connection = connection;
    this.tokens = tokens;
  }

  /** For a connection whose tool gives no access tokens. */
  public static FetchPlan of(Connection connection) {
    return of(connection, () -> AccessToken.NONE);
  }

  /** Where {@code tokens} gives the access token that is valid now. */
  public static FetchPlan of(Connection connection, Supplier<AccessToken> tokens) {
    return new FetchPlan(connection, tokens);
  }

  public RateLimit rateLimit() {
    return connection.rateLimit();
  }

  /**
   * The request for one record.
   *
   * @throws IllegalArgumentException if the tool file cannot fetch that object
   */
  public HttpCall call(String object, String sourceId) {
    return Requests.of(connection, tokens)
        .call(fetch(object).call(), name -> name.equals("id") ? sourceId : null);
  }

  public Verdict verdict(HttpAnswer answer) {
    return Verdicts.of(answer, connection.tool().api());
  }

  /**
   * The snapshot in a successful answer.
   *
   * @param askedAt when the request was sent: the version of records that carry none of their own
   */
  public Fetched snapshot(String object, String sourceId, Bytes body, Instant askedAt) {
    ObjectSpec spec = spec(object);
    try {
      List<Bytes> records = StrictJson.slice(body, fetch(object).unwrap());
      if (records.isEmpty()) {
        return unfit("The answer does not hold the record at '" + fetch(object).unwrap() + "'.");
      }
      Bytes record = records.getFirst();
      Optional<Delivery.Snapshot> found =
          Snapshots.of(spec, record, askedAt, "fetch|" + object + "|" + sourceId);
      if (found.isEmpty()) {
        return unfit("The record lacks its id or a readable version.");
      }
      Delivery.Snapshot snapshot = found.get();
      return snapshot.sourceId().equals(sourceId)
          ? new Fetched.Found(keyed(snapshot, record))
          : unfit("The answer is another record than the one asked for.");
    } catch (UnreadableJsonException e) {
      return unfit("The answer cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The same content fetched twice is the same event. */
  private static Delivery.Snapshot keyed(Delivery.Snapshot snapshot, Bytes record) {
    return new Delivery.Snapshot(
        snapshot.object(),
        snapshot.sourceId(),
        snapshot.version(),
        snapshot.occurredAt(),
        snapshot.operation(),
        snapshot.payload(),
        snapshot.dedupeKey() + "|" + snapshot.version() + "|" + Snapshots.hash(record),
        snapshot.mergedInto());
  }

  private static Fetched unfit(String cause) {
    return new Fetched.Unfit("ANSWER_UNFIT", cause);
  }

  private ObjectSpec spec(String object) {
    return connection
        .tool()
        .find(object)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "object: "
                        + object
                        + " (expected: one of "
                        + String.join(", ", connection.tool().objects())
                        + ")"));
  }

  private ObjectSpec.Fetch fetch(String object) {
    ObjectSpec.Fetch fetch = spec(object).fetch();
    if (fetch == null) {
      throw new IllegalArgumentException("object: " + object + " (expected: one with a fetch)");
    }
    return fetch;
  }
}
