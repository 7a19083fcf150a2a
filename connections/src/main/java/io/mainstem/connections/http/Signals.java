package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ApiSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What an answer says about the pace, whatever else it says. */
public final class Signals {
  private static final Duration LONGEST = Duration.ofHours(24);

  private Signals() {}

  /** How long nobody should ask, because no calls are left; empty where there are. */
  public static Optional<Duration> pause(ApiSpec api, HttpAnswer answer, Instant now) {
    ApiSpec.Signals signals = api.signals();
    Optional<BigDecimal> left = number(answer, signals.remaining());
    Optional<BigDecimal> reset = number(answer, signals.reset());
    if (left.isEmpty() || left.get().signum() > 0 || reset.isEmpty()) {
      return Optional.empty();
    }
    Duration wait =
        Duration.ofMillis(reset.get().movePointRight(3).longValue())
            .minus(signals.resetIsEpoch() ? Duration.ofMillis(now.toEpochMilli()) : Duration.ZERO);
    return Optional.of(
        wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** Points left over, where the answer says so. */
  public static OptionalDouble points(ApiSpec api, HttpAnswer answer) {
    if (api.signals().points() == null) {
      return OptionalDouble.empty();
    }
    try {
      JsonNode found = api.signals().points().in(StrictJson.parse(answer.body()));
      return found.isNumber() ? OptionalDouble.of(found.asDouble()) : OptionalDouble.empty();
    } catch (UnreadableJsonException e) {
      return OptionalDouble.empty();
    }
  }

  private static Optional<BigDecimal> number(HttpAnswer answer, @Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    return answer
        .header(header)
        .map(String::strip)
        .filter(text -> text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?"))
        .map(BigDecimal::new);
  }
}
