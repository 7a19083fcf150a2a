package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.http.Verdicts;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.tool.WriteSpec.AnswerRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer to a write means. */
sealed interface AnswerClass {
  record Ok() implements AnswerClass {}

  /** There already, or true already. */
  record Already() implements AnswerClass {}

  /** The record has another version than the one read. */
  record Conflict() implements AnswerClass {}

  /** There is no such record. */
  record Gone(int status) implements AnswerClass {}

  record Retry(String code, @Nullable Duration after, boolean maybeApplied)
      implements AnswerClass {}

  record Refused(String code, String cause) implements AnswerClass {}

  int SERVER_ERROR = 500;
  int REQUEST_TIMEOUT = 408;
  List<Integer> CONFLICTS = List.of(409, 412);

  /** By what the operation says first, then by what the whole API says. */
  static AnswerClass of(WriteSpec spec, HttpAnswer answer, @Nullable ApiSpec api) {
    Optional<JsonNode> body = CallTemplate.body(answer);
    int status = answer.status();
    WriteSpec.Outcomes outcomes = spec.outcomes();
    if (applies(spec.done(), status, body) || applies(outcomes.duplicate(), status, body)) {
      return new Already();
    }
    if (applies(outcomes.conflict(), status, body)) {
      return new Conflict();
    }
    if (applies(outcomes.retry(), status, body)) {
      return new Retry("HTTP_" + status, Verdicts.retryAfter(answer), status >= SERVER_ERROR);
    }
    for (AnswerRule rule : outcomes.refused()) {
      if (applies(rule, status, body)) {
        String code = code(rule, body, status);
        return new Refused(code, "The tool refused it: '" + code + "'.");
      }
    }
    if (spec.strategy() == WriteSpec.Strategy.VERSION && CONFLICTS.contains(status)) {
      return new Conflict();
    }
    return switch (Verdicts.of(answer, api)) {
      case Verdict.Success _ -> new Ok();
      case Verdict.Gone gone -> new Gone(gone.status());
      case Verdict.Retry retry ->
          new Retry(
              retry.code(),
              retry.after(),
              status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status < 300);
      case Verdict.Refused refused -> new Refused(refused.code(), refused.cause());
    };
  }

  static boolean applies(AnswerRule rule, int status, Optional<JsonNode> body) {
    if (rule.status() != null && rule.status() != status) {
      return false;
    }
    JsonPath path = rule.path();
    if (path == null) {
      return true;
    }
    if (body.isEmpty()) {
      return false;
    }
    JsonNode found = path.in(body.get());
    boolean there =
        !found.isMissingNode() && !found.isNull() && !(found.isContainerNode() && found.isEmpty());
    return there && (rule.values().isEmpty() || rule.values().contains(found.asText()));
  }

  private static boolean applies(List<AnswerRule> rules, int status, Optional<JsonNode> body) {
    return rules.stream().anyMatch(rule -> applies(rule, status, body));
  }

  private static String code(AnswerRule rule, Optional<JsonNode> body, int status) {
    JsonPath path = rule.path();
    return path == null || rule.values().isEmpty()
        ? "HTTP_" + status
        : body.flatMap(path::text).map(AnswerClass::plain).orElse("HTTP_" + status);
  }

  /** A tool's own code, fit for a log. */
  static String plain(String code) {
    return code.replaceAll("[^A-Za-z0-9_.-]", "_");
  }
}
