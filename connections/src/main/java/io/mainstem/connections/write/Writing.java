package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.write.WriteStep.Ask;
import io.mainstem.connections.write.WriteStep.Done;
import io.mainstem.connections.write.WriteStep.Purpose;
import io.mainstem.connections.write.WriteStep.Refused;
import io.mainstem.connections.write.WriteStep.Retry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of one write, by its strategy. After an unknown outcome whatever can be looked up is
 * looked up before anything is sent again.
 */
final class Writing {
  private static final int SUCCESS_END = 300;
  private static final int MAX_REREADS = 1;
  private static final String ID = "id";

  private final WritePlan plan;
  private final Operation operation;
  private final WriteSpec spec;
  private final ObjectNode input;
  private final @Nullable WriteKey key;

  Writing(WritePlan plan, Operation operation, ObjectNode input, @Nullable WriteKey key) {
    this.plan = plan;
    this.operation = operation;
    this.spec = operation.spec();
    this.input = input;
    this.key = key;
  }

  /** The first step; {@code unknown} where an earlier attempt may have been applied. */
  WriteStep begin(boolean unknown) {
    return switch (spec.strategy()) {
      case SEARCH -> search();
      case SEARCH_THEN_WRITE ->
          find(
              id ->
                  operation.update() == null
                      ? new Done(id, "found by the tool's search")
                      : change(operation.update(), scopeOf(id), Optional.of(id)),
              () -> change(operation.call(), scope(), Optional.empty()));
      case VERSION -> readAndChange(MAX_REREADS);
      case IDEMPOTENCY_KEY, UPSERT, BATCH_UPSERT, ACTION, APPEND ->
          unknown && spec.find() != null
              ? find(
                  id -> new Done(id, "found again after an attempt without an answer"),
                  this::change)
              : change();
    };
  }

  private WriteStep search() {
    return ask(
        operation.call().fill(scope()),
        operation.call(),
        Purpose.LOOK_UP,
        answer ->
            found(answer, operation.call(), scope(), id -> new Done(id, "found"), this::none));
  }

  private WriteStep none() {
    return new Done(null, "not found");
  }

  /** Asks the operation's search. */
  private WriteStep find(Function<String, WriteStep> then, Supplier<WriteStep> orElse) {
    WriteSpec.Find find = spec.find();
    if (find == null) {
      return orElse.get();
    }
    Operation search = plan.operation(find.search());
    ObjectNode question = operation.findInput(search.spec(), input, scope(), key);
    // A search for nothing would find anything.
    if (!WritePlan.mismatch(question, search.spec()).isEmpty() || question.isEmpty()) {
      return orElse.get();
    }
    Scope scope = search.scope(question, plan.settings(), key);
    return ask(
        search.call().fill(scope),
        search.call(),
        Purpose.LOOK_UP,
        answer ->
            new Writing(plan, search, question, key)
                .found(answer, search.call(), scope, then, orElse));
  }

  private WriteStep found(
      HttpAnswer answer,
      CallTemplate call,
      Scope scope,
      Function<String, WriteStep> then,
      Supplier<WriteStep> orElse) {
    return switch (judge(answer)) {
      case AnswerClass.Ok _, AnswerClass.Already _ ->
          call.id(answer, scope).map(then).orElseGet(orElse);
      case AnswerClass.Gone _ -> orElse.get();
      case AnswerClass.Conflict _ -> refused(answer);
      case AnswerClass.Retry retry -> retry(retry, answer, false);
      case AnswerClass.Refused refused -> new Refused(refused.code(), refused.cause());
    };
  }

  private WriteStep change() {
    return change(operation.call(), scope(), named());
  }

  /**
   * The record our input names, where the answer to an upsert, or to an action that is read back,
   * says nothing of one.
   */
  private Optional<String> named() {
    boolean ours =
        spec.strategy() == WriteSpec.Strategy.UPSERT
            || (spec.strategy() == WriteSpec.Strategy.ACTION && !spec.read().isEmpty());
    boolean silent = ours && operation.call().spec().result() == null;
    return silent ? Optional.ofNullable(input.path(ID).textValue()) : Optional.empty();
  }

  private WriteStep change(CallTemplate call, Scope scope, Optional<String> id) {
    return change(call, call.fill(scope), answer -> changed(answer, call, scope, id));
  }

  /** Makes the call that comes first, if there is one, and then the change. */
  private WriteStep change(CallTemplate call, Draft draft, Function<HttpAnswer, WriteStep> then) {
    Draft keyed = draft;
    if (key != null && spec.key() != null) {
      keyed = keyed.with(spec.key(), key.key());
    }
    if (key != null && spec.marker() != null) {
      keyed = keyed.with(spec.marker(), key.marker());
    }
    Draft complete = keyed;
    CallTemplate before = operation.before();
    if (before == null) {
      return ask(complete, call, Purpose.CHANGE, then);
    }
    return ask(
        before.fill(scope()),
        before,
        Purpose.PREPARE,
        answer ->
            answer.status() >= SUCCESS_END
                ? notPrepared(answer)
                : ask(withKept(complete, answer), call, Purpose.CHANGE, then));
  }

  private WriteStep notPrepared(HttpAnswer answer) {
    return switch (judge(answer)) {
      case AnswerClass.Retry retry -> retry(retry, answer, false);
      case AnswerClass.Ok _, AnswerClass.Already _, AnswerClass.Conflict _, AnswerClass.Gone _ ->
          refused(answer);
      case AnswerClass.Refused refused -> new Refused(refused.code(), refused.cause());
    };
  }

  private Draft withKept(Draft draft, HttpAnswer answer) {
    Draft kept = draft;
    if (spec.before() != null) {
      for (String name : spec.before().keep()) {
        Optional<String> value = answer.header(name);
        if (value.isPresent()) {
          boolean cookie = name.equalsIgnoreCase("Set-Cookie");
          kept =
              kept.withHeader(
                  cookie ? "Cookie" : name,
                  cookie ? value.get().replaceFirst(";.*", "") : value.get());
        }
      }
    }
    return kept;
  }

  private WriteStep changed(
      HttpAnswer answer, CallTemplate call, Scope scope, Optional<String> known) {
    return switch (judge(answer)) {
      case AnswerClass.Ok _ -> ok(answer, call.id(answer, scope).or(() -> known));
      case AnswerClass.Already _ -> {
        Optional<String> id = call.id(answer, scope).or(() -> known);
        yield id.isPresent()
            ? new Done(id.get(), "was so already")
            : find(
                found -> new Done(found, "was so already"), () -> new Done(null, "was so already"));
      }
      case AnswerClass.Gone _, AnswerClass.Conflict _ -> refused(answer);
      case AnswerClass.Retry retry -> retry(retry, answer, retry.maybeApplied());
      case AnswerClass.Refused refused -> new Refused(refused.code(), refused.cause());
    };
  }

  private WriteStep ok(HttpAnswer answer, Optional<String> id) {
    if (spec.rows() != null) {
      Optional<WriteStep> failed = BatchAnswer.failure(spec.rows(), answer);
      if (failed.isPresent()) {
        return failed.get();
      }
    }
    if (id.isPresent() || spec.call().result() == null) {
      return new Done(id.orElse(null), "written");
    }
    // Confirmed without the id it should name: a search may know it.
    return find(
        found -> new Done(found, "written, and found by the tool's search"),
        () -> new Retry("NO_ID", "The tool confirmed without an id.", null, true));
  }

  private WriteStep readAndChange(int rereads) {
    String id = input.path("id").asText();
    HttpCall fetch = plan.reads().call(spec.object(), id);
    return new Ask(
        fetch,
        Purpose.READ,
        answer ->
            switch (judge(answer)) {
              case AnswerClass.Ok _, AnswerClass.Already _ -> changeRead(answer, rereads);
              case AnswerClass.Gone _ -> new Refused("GONE", "The tool does not have the record.");
              case AnswerClass.Conflict _ -> refused(answer);
              case AnswerClass.Retry retry -> retry(retry, answer, false);
              case AnswerClass.Refused refused -> new Refused(refused.code(), refused.cause());
            });
  }

  private WriteStep changeRead(HttpAnswer answer, int rereads) {
    Optional<JsonNode> record = plan.record(spec.object(), answer);
    WriteSpec.Version version = spec.version();
    Optional<String> read =
        version == null || record.isEmpty()
            ? Optional.empty()
            : version.at() != null
                ? version.at().text(record.get())
                : answer.header(String.valueOf(version.header()));
    if (version == null || record.isEmpty() || read.isEmpty()) {
      return new Refused("NO_VERSION", "The record does not say its version.");
    }
    Scope scope = operation.withRecord(input, plan.settings(), key, record.get());
    CallTemplate call = operation.call();
    Optional<String> id = Optional.of(input.path("id").asText());
    return change(
        call,
        call.fill(scope).with(version.put(), read.get()),
        changed ->
            switch (judge(changed)) {
              case AnswerClass.Conflict _ ->
                  rereads > 0
                      ? readAndChange(rereads - 1)
                      : new Retry(
                          "CONFLICT",
                          "The record keeps changing while it is written.",
                          null,
                          false);
              case AnswerClass.Ok _,
                  AnswerClass.Already _,
                  AnswerClass.Gone _,
                  AnswerClass.Retry _,
                  AnswerClass.Refused _ ->
                  changed(changed, call, scope, id);
            });
  }

  private AnswerClass judge(HttpAnswer answer) {
    return AnswerClass.of(spec, answer, plan.api());
  }

  private static Refused refused(HttpAnswer answer) {
    return new Refused(
        "HTTP_" + answer.status(),
        "The tool refused the request with status " + answer.status() + ".");
  }

  private static Retry retry(AnswerClass.Retry retry, HttpAnswer answer, boolean maybeApplied) {
    return new Retry(
        retry.code(),
        "answered " + answer.status() + ": tried again later",
        retry.after(),
        maybeApplied);
  }

  private Scope scope() {
    return operation.scope(input, plan.settings(), key);
  }

  private Scope scopeOf(String id) {
    return operation.withId(input, plan.settings(), key, id);
  }

  private Ask ask(
      Draft draft, CallTemplate call, Purpose purpose, Function<HttpAnswer, WriteStep> then) {
    WriteSpec.Format format = plan.format(call.spec());
    Bytes body = BodyFormat.write(format, call.spec().document(), draft.body());
    Map<String, String> headers = new LinkedHashMap<>();
    if (!body.isEmpty()) {
      headers.put("Content-Type", BodyFormat.contentType(format));
    }
    headers.putAll(draft.headers());
    return new Ask(
        plan.requests().call(draft.method(), draft.path(), draft.query(), headers, body),
        purpose,
        then);
  }
}
