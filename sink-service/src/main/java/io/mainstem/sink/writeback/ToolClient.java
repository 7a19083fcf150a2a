package io.mainstem.sink.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.fetch.FetchPlan;
import io.mainstem.connections.fetch.Fetched;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.outbound.OutboundRequest;
import io.mainstem.runtime.outbound.OutboundResponse;
import io.mainstem.runtime.outbound.RateLimit;
import io.mainstem.sink.flow.Planner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Calls one connection's tool, at the pace it stands, one call at a time. Answers come as values or
 * as {@link NotDone}.
 */
final class ToolClient {
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final int SERVER_ERROR = 500;

  private final Connection connection;
  private final WritePlan writes;
  private final FetchPlan reads;
  private final Mapper mapper;
  private final OutboundClient http;
  private final RateLimit pace;
  private final InstantSource clock;

  ToolClient(Workspace workspace, Connection connection, OutboundClient http, InstantSource clock) {
    this.connection = connection;
    this.writes = WritePlan.of(connection);
    this.reads = FetchPlan.of(connection);
    this.mapper = Mapper.of(workspace, connection);
    this.http = http;
    this.clock = clock;
    this.pace = Pace.of(writes.rateLimit(), clock);
  }

  Connection connection() {
    return connection;
  }

  /** The object an operation makes or finds, e.g. {@code invoice}. */
  String object(String operation) {
    return writes.object(operation);
  }

  /** A planned call: its {@code operation} and {@code input}. */
  Optional<String> call(JsonNode planned, @Nullable String idempotencyKey)
      throws NotDone, InterruptedException {
    return call(
        planned.path("operation").asText(), (ObjectNode) planned.path("input"), idempotencyKey);
  }

  /** Id of the record made or found; empty where a search found none. */
  Optional<String> call(String operation, ObjectNode input, @Nullable String idempotencyKey)
      throws NotDone, InterruptedException {
    HttpAnswer answer = send(prepare(operation, input, idempotencyKey));
    judge(writes.verdict(operation, answer), answer.status());
    return writes.resultId(operation, answer);
  }

  /** The record as the tool has it now, in our terms. */
  IndexedRecord readBack(String object, String id) throws NotDone, InterruptedException {
    Instant askedAt = clock.instant();
    HttpAnswer answer = send(reads.call(object, id));
    judge(reads.verdict(answer), answer.status());
    return switch (reads.snapshot(object, id, answer.body(), askedAt)) {
      case Fetched.Found found ->
          switch (mapper.map(object, found.snapshot().payload())) {
            case MapResult.Mapped mapped -> mapped.primary().record();
            case MapResult.Filtered filtered ->
                throw NotDone.refused("READ_BACK_DIFFERS", filtered.reason());
            case MapResult.Unfit unfit -> throw NotDone.refused("READ_BACK_DIFFERS", unfit.cause());
          };
      case Fetched.Unfit unfit -> throw NotDone.refused("READ_BACK_DIFFERS", unfit.cause());
    };
  }

  private HttpCall prepare(String operation, ObjectNode input, @Nullable String idempotencyKey)
      throws NotDone {
    try {
      return writes.call(operation, withSettings(input), idempotencyKey);
    } catch (IllegalArgumentException e) {
      throw NotDone.refused(
          "INPUT_UNFIT", operation + " cannot be called: " + String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode withSettings(ObjectNode input) {
    ObjectNode filled = input.deepCopy();
    for (Map.Entry<String, JsonNode> field : input.properties()) {
      if (field.getValue().isObject() && field.getValue().has(Planner.SETTING)) {
        String name = field.getValue().get(Planner.SETTING).asText();
        filled.put(field.getKey(), connection.settings().get(name));
      }
    }
    return filled;
  }

  private HttpAnswer send(HttpCall call) throws NotDone, InterruptedException {
    Thread.sleep(pace.reserve());
    OutboundRequest request =
        new OutboundRequest(
            call.method(), call.uri(), call.headers(), call.body().toArray(), CALL_TIMEOUT);
    try {
      OutboundResponse response = http.send(request);
      Map<String, List<String>> headers =
          response.headers().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
      return new HttpAnswer(response.status(), headers, Bytes.of(response.body()));
    } catch (OutboundException e) {
      String code = e.code().name();
      String detail = connection.name() + " gave no answer (" + code + ")";
      throw e.code().isWorthRetrying()
          ? NotDone.later(code, detail, e.code().isMaybeApplied(), null)
          : NotDone.refused(code, detail);
    }
  }

  private void judge(Verdict verdict, int status) throws NotDone {
    switch (verdict) {
      case Verdict.Success _ -> {}
      case Verdict.Gone _ ->
          throw NotDone.refused("GONE", connection.name() + " does not have the record any more");
      case Verdict.Retry retry -> {
        if (retry.after() != null) {
          pace.pause(retry.after());
        }
        throw NotDone.later(
            retry.code(),
            connection.name() + " answered " + status + ": tried again later",
            status >= SERVER_ERROR,
            retry.after());
      }
      case Verdict.Refused refused -> throw NotDone.refused(refused.code(), refused.cause());
    }
  }
}
