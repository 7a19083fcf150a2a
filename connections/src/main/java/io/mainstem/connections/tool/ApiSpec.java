package io.mainstem.connections.tool;

import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a tool's API is asked.
 *
 * @param base its public address, a template, unless the connection names another
 * @param ways to say who asks; the first whose secrets the connection has is used
 * @param headers templates that go on every call
 * @param failures how a 2xx says that it failed; the first that applies counts
 * @param gone answers that say a record does not exist, beside 404 and 410
 * @param changes feeds that serve several objects
 */
public record ApiSpec(
    String base,
    List<ApiAuth> ways,
    Map<String, String> headers,
    RateLimit rate,
    Signals signals,
    List<Failure> failures,
    List<Said> gone,
    Format format,
    List<ChangesSpec> changes,
    Sure sure) {
  public ApiSpec {
    ways = List.copyOf(ways);
  }

  /** The way meant for most. */
  public ApiAuth auth() {
    return ways.getFirst();
  }

  /** The first way for which these secrets are enough; the first of all where none is. */
  public ApiAuth auth(Set<String> secrets) {
    return ways.stream()
        .filter(way -> secrets.containsAll(way.secrets()))
        .findFirst()
        .orElseGet(this::auth);
  }

  /** How bodies are written. */
  public enum Format {
    JSON,
    FORM,
    GRAPHQL
  }

  /**
   * An error in the body of a success.
   *
   * @param path where the body says how it went
   * @param equalTo the text there that means failure; null where being there is enough
   * @param code where the body says why, or null
   * @param retry values of {@code code} worth another try
   */
  public record Failure(
      JsonPath path, @Nullable String equalTo, @Nullable JsonPath code, Set<String> retry) {}

  /**
   * An answer that means something of its own.
   *
   * @param path where the body says so; null where the status is enough
   * @param equalTo the text there
   */
  public record Said(int status, @Nullable JsonPath path, @Nullable String equalTo) {}

  /**
   * What answers say about the pace.
   *
   * @param retry answers worth another try, beside those that always are
   * @param remaining header that counts the calls left, or null
   * @param reset header that says when there will be more, or null
   * @param resetIsEpoch it is a moment in seconds since 1970; otherwise seconds from now
   * @param points where the body says how many points are left, or null
   */
  public record Signals(
      List<Said> retry,
      @Nullable String remaining,
      @Nullable String reset,
      boolean resetIsEpoch,
      @Nullable JsonPath points) {
    public static final Signals NONE = new Signals(List.of(), null, null, false, null);
  }
}
