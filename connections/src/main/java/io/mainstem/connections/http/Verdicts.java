package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ApiSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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
      ApiSpec.Failure failure = api == null ? null : api.failure();
      return failure == null ? new Verdict.Success() : inBody(answer, failure);
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

  private static Verdict inBody(HttpAnswer answer, ApiSpec.Failure failure) {
    try {
      JsonNode body = StrictJson.parse(answer.body());
      if (!failure.path().in(body).asText().equals(failure.equalTo())) {
        return new Verdict.Success();
      }
      String code = failure.code().text(body).orElse("unknown").replaceAll("[^A-Za-z0-9_.-]", "_");
      return failure.retry().contains(code)
          ? new Verdict.Retry(code, retryAfter(answer))
          : new Verdict.Refused(code, "The tool answered success but reported '" + code + "'.");
    } catch (UnreadableJsonException e) {
      return new Verdict.Retry("UNREADABLE_ANSWER", null);
    }
  }

  private static @Nullable Duration retryAfter(HttpAnswer answer) {
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
