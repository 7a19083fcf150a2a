package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ApiSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges answers. */
public final class Verdicts {
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private Verdicts() {}

  /** By status, by Retry-After, and by what the tool file says about errors in a success. */
  public static Verdict of(HttpAnswer answer, @Nullable ApiSpec api) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      // What says nothing does not say that it failed.
      return api == null || api.failures().isEmpty() || answer.body().isEmpty()
          ? new Verdict.Success()
          : inBody(answer, api.failures());
    }
    if (api != null && api.gone().stream().anyMatch(gone -> says(gone, answer))) {
      return new Verdict.Gone(status);
    }
    if (api != null && api.signals().retry().stream().anyMatch(said -> says(said, answer))) {
      return new Verdict.Retry("HTTP_" + status, retryAfter(answer));
    }
    return switch (status) {
      case 404, 410 -> new Verdict.Gone(status);
      case 408, 425, 429 -> new Verdict.Retry("HTTP_" + status, retryAfter(answer));
      case 401, 403 ->
          new Verdict.Refused(
              "HTTP_" + status, "The tool did not accept the connection's credentials.");
      default ->
          status >= 500
              ? new Verdict.Retry("HTTP_" + status, retryAfter(answer))
              : new Verdict.Refused(
                  "HTTP_" + status, "The tool refused the request with status " + status + ".");
    };
  }

  private static boolean says(ApiSpec.Said said, HttpAnswer answer) {
    if (said.status() != answer.status() || said.path() == null) {
      return said.status() == answer.status();
    }
    try {
      return said.path()
          .text(StrictJson.parse(answer.body()))
          .filter(text -> text.equals(said.equalTo()))
          .isPresent();
    } catch (UnreadableJsonException e) {
      return false;
    }
  }

  private static Verdict inBody(HttpAnswer answer, List<ApiSpec.Failure> failures) {
    try {
      JsonNode body = StrictJson.parse(answer.body());
      return failures.stream()
          .filter(failure -> applies(failure, body))
          .findFirst()
          .map(failure -> failed(failure, body, answer))
          .orElseGet(Verdict.Success::new);
    } catch (UnreadableJsonException e) {
      return new Verdict.Retry("UNREADABLE_ANSWER", null);
    }
  }

  private static boolean applies(ApiSpec.Failure failure, JsonNode body) {
    JsonNode found = failure.path().in(body);
    if (failure.equalTo() != null) {
      return found.asText().equals(failure.equalTo());
    }
    return !found.isMissingNode()
        && !found.isNull()
        && !(found.isContainerNode() && found.isEmpty());
  }

  private static Verdict failed(ApiSpec.Failure failure, JsonNode body, HttpAnswer answer) {
    String code =
        Optional.ofNullable(failure.code())
            .flatMap(path -> path.text(body))
            .orElse("unknown")
            .replaceAll("[^A-Za-z0-9_.-]", "_");
    return failure.retry().contains(code)
        ? new Verdict.Retry(code, retryAfter(answer))
        : new Verdict.Refused(code, "The tool answered success but reported '" + code + "'.");
  }

  /** How long the answer asks to wait; null where it does not say. */
  public static @Nullable Duration retryAfter(HttpAnswer answer) {
    Optional<String> header = answer.header("retry-after");
    if (header.isEmpty()) {
      return null;
    }
    String text = header.get().strip();
    Duration wait;
    try {
      wait =
          text.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(httpDate(answer.header("date").orElse(text)), httpDate(text));
    } catch (DateTimeException e) {
      return null;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static ZonedDateTime httpDate(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
