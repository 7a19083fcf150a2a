package io.mainstem.sink.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.expression.ExpressionFailure;
import io.mainstem.connections.fetch.FetchPlan;
import io.mainstem.connections.fetch.Fetched;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.http.Budget;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.http.TokenPlan;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.write.WriteKey;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.write.WriteStep;
import io.mainstem.runtime.outbound.OutboundClient;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.outbound.OutboundRequest;
import io.mainstem.runtime.outbound.OutboundResponse;
import io.mainstem.runtime.trace.Span;
import io.mainstem.runtime.trace.Spans;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.sink.flow.Planner;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Calls one connection's tool, at the pace it stands, one call at a time. Answers come as values or
 * as {@link NotDone}.
 */
final class ToolClient {
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;
  static final String READ_BACK_DIFFERS = "READ_BACK_DIFFERS";

  private final Connection connection;
  private final WritePlan writes;
  private final FetchPlan reads;
  private final Mapper mapper;
  private final OutboundClient http;
  private final Budget pace;
  private final InstantSource clock;

  private final Spans spans;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private Optional<TraceParent> trace = Optional.empty();

  private final AccessTokens tokens;
  private final boolean givesTokens;

  ToolClient(
      Workspace workspace,
      Connection connection,
      AccessTokens tokens,
      OutboundClient http,
      InstantSource clock,
      Spans spans) {
    this.connection = connection;
    this.tokens = tokens;
    this.givesTokens = TokenPlan.of(connection).isPresent();
    this.writes = WritePlan.of(connection, this::token);
    this.reads = FetchPlan.of(connection, this::token);
    this.mapper = Mapper.of(workspace, connection);
    this.http = http;
    this.clock = clock;
    this.spans = spans;
    this.pace = new Budget(writes.rateLimit().part(RateLimit.WRITES), clock);
  }

  /** The trace that the calls to come belong to. One call at a time, so one trace at a time. */
  void tellTrace(Optional<TraceParent> trace) {
    this.trace = trace;
  }

  private AccessToken token() {
    return tokens.of(connection.name());
  }

  Connection connection() {
    return connection;
  }

  /** The object an operation makes or finds, e.g. {@code invoice}. */
  String object(String operation) {
    return writes.object(operation);
  }

  /** What is written down before a call that may change the tool. */
  @FunctionalInterface
  interface Journal<X extends Exception> {
    void about() throws X, SQLException;
  }

  /** What a write came to. The id is null where the tool named none. */
  record Written(@Nullable String id, String how) {}

  /** The id of the record a planned search finds; empty where there is none. */
  Optional<String> search(JsonNode planned) throws NotDone, InterruptedException {
    WriteStep.Done found =
        drive(
            begin(
                planned.path("operation").asText(),
                (ObjectNode) planned.path("input"),
                null,
                false));
    return Optional.ofNullable(found.id());
  }

  /**
   * Writes once.
   *
   * @param unknown an earlier attempt was sent and not answered
   */
  <X extends Exception> Written write(
      String operation, ObjectNode input, WriteKey key, boolean unknown, Journal<X> journal)
      throws X, SQLException, NotDone, InterruptedException {
    WriteStep step = begin(operation, input, key, unknown);
    while (step instanceof WriteStep.Ask ask && !ask.changes()) {
      step = answered(ask);
    }
    if (step instanceof WriteStep.Ask) {
      journal.about();
    }
    WriteStep.Done done = drive(step);
    return new Written(done.id(), done.how());
  }

  private WriteStep.Done drive(WriteStep first) throws NotDone, InterruptedException {
    WriteStep step = first;
    while (step instanceof WriteStep.Ask ask) {
      step = answered(ask);
    }
    return switch (step) {
      case WriteStep.Done done -> done;
      case WriteStep.Refused refused -> throw NotDone.refused(refused.code(), refused.cause());
      case WriteStep.Retry retry -> throw later(retry);
      case WriteStep.Ask _ -> throw new IllegalStateException("asked to the end");
    };
  }

  private WriteStep answered(WriteStep.Ask ask) throws NotDone, InterruptedException {
    HttpAnswer answer = send(ask.call(), ask.changes());
    try {
      return ask.answered(answer);
    } catch (IllegalArgumentException | ExpressionFailure e) {
      throw unfit(e);
    }
  }

  private NotDone later(WriteStep.Retry retry) {
    if (retry.after() != null) {
      pace.pause(retry.after());
    }
    return NotDone.later(
        retry.code(),
        connection.name() + ": " + retry.cause(),
        retry.maybeApplied(),
        retry.after());
  }

  /** Until when after its event an operation may be called; empty where there is no end. */
  Optional<Duration> deadline(String operation) {
    return writes.deadline(operation);
  }

  boolean readsBack(String operation) {
    return writes.readsBack(operation);
  }

  /** Where the record read back is not what was meant. */
  List<String> differences(String operation, ObjectNode input, Bytes record) {
    return writes.differences(operation, withSettings(input), record);
  }

  /** The record as the tool has it now. */
  Bytes fetch(String object, String id) throws NotDone, InterruptedException {
    Instant askedAt = clock.instant();
    HttpAnswer answer = send(reads.call(object, id), false);
    judge(reads.verdict(answer), answer.status());
    return switch (reads.snapshot(object, id, answer.body(), askedAt)) {
      case Fetched.Found found -> found.snapshot().payload();
      case Fetched.Unfit unfit -> throw NotDone.refused(READ_BACK_DIFFERS, unfit.cause());
    };
  }

  /** The same in our terms. */
  IndexedRecord mapped(String object, Bytes record) throws NotDone {
    return switch (mapper.map(object, record)) {
      case MapResult.Mapped mapped -> mapped.primary().record();
      case MapResult.Filtered filtered ->
          throw NotDone.refused(READ_BACK_DIFFERS, filtered.reason());
      case MapResult.Unfit unfit -> throw NotDone.refused(READ_BACK_DIFFERS, unfit.cause());
    };
  }

  private WriteStep begin(
      String operation, ObjectNode input, @Nullable WriteKey key, boolean unknown) throws NotDone {
    try {
      return writes.begin(operation, withSettings(input), key, unknown);
    } catch (IllegalArgumentException | ExpressionFailure e) {
      throw unfit(e);
    }
  }

  private NotDone unfit(RuntimeException cause) {
    return NotDone.refused(
        "INPUT_UNFIT",
        connection.name() + " cannot be called: " + String.valueOf(cause.getMessage()));
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

  private HttpAnswer send(HttpCall call, boolean changes) throws NotDone, InterruptedException {
    AccessToken token = token();
    if (givesTokens && token.value().isEmpty()) {
      throw NotDone.later("NO_TOKEN", connection.name() + " gave no access token yet", false, null);
    }
    HttpAnswer answer = sendOnce(call, changes);
    if (givesTokens && answer.status() == UNAUTHORIZED) {
      tokens.refused(connection.name(), token);
      throw NotDone.later(
          "TOKEN_REFUSED", connection.name() + " did not take the access token", false, null);
    }
    return answer;
  }

  private HttpAnswer sendOnce(HttpCall call, boolean changes) throws NotDone, InterruptedException {
    Thread.sleep(pace.reserve());
    Optional<TraceParent> span = trace.map(caller -> caller.child(random));
    Map<String, String> sent = new HashMap<>(call.headers());
    span.ifPresent(told -> sent.put(TraceParent.HEADER, told.text()));
    Instant start = clock.instant();
    OutboundRequest request =
        new OutboundRequest(call.method(), call.uri(), sent, call.body().toArray(), CALL_TIMEOUT);
    try {
      OutboundResponse response = http.send(request);
      told(span, call.method(), start, Integer.toString(response.status()));
      Map<String, List<String>> headers =
          response.headers().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
      return new HttpAnswer(response.status(), headers, Bytes.of(response.body()));
    } catch (OutboundException e) {
      String code = e.code().name();
      told(span, call.method(), start, code);
      String detail = connection.name() + " gave no answer (" + code + ")";
      throw e.code().isWorthRetrying()
          ? NotDone.later(code, detail, changes && e.code().isMaybeApplied(), null)
          : NotDone.refused(code, detail);
    }
  }

  private void told(Optional<TraceParent> span, String method, Instant start, String answer) {
    span.ifPresent(
        own ->
            spans.tell(
                new Span(
                    own.traceId(),
                    own.spanId(),
                    trace.map(TraceParent::spanId).orElse(null),
                    "sink-service",
                    method + " " + connection.name(),
                    Span.Kind.CLIENT,
                    start,
                    clock.instant(),
                    Map.of("mainstem.connection", connection.name(), "mainstem.answer", answer),
                    !answer.startsWith("2"))));
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
            false,
            retry.after());
      }
      case Verdict.Refused refused -> throw NotDone.refused(refused.code(), refused.cause());
    }
  }
}
