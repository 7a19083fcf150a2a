package io.mainstem.connections.tool;

import io.mainstem.connections.http.RateLimit;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code api} part of a tool file. */
final class ApiReader {
  /** A window keeps the time of each of its calls. */
  static final int MAX_CALLS = 1_000_000;

  private static final int MAX_POINTS = 1_000_000_000;
  private static final Duration DAY = Duration.ofDays(1);

  /** GraphQL answers 200 to everything; what is wrong stands in {@code errors}. */
  private static final ApiSpec.Failure GRAPHQL =
      new ApiSpec.Failure(
          JsonPath.of("errors"),
          null,
          JsonPath.of("errors[0].extensions.code"),
          Set.of("THROTTLED"));

  private final Problems problems;
  private final CallReader calls;
  private final ListReader lists;

  ApiReader(Problems problems, CallReader calls, ListReader lists) {
    this.problems = problems;
    this.calls = calls;
    this.lists = lists;
  }

  static ApiSpec.Format format(YamlNode api, Problems problems) {
    return api.get("format").constant(ApiSpec.Format.class, problems).orElse(ApiSpec.Format.JSON);
  }

  ApiSpec read(YamlNode at) {
    at.allow(
        List.of(
            "base", "auth", "headers", "rate", "signals", "failure", "gone", "format", "changes",
            "sure"),
        problems);
    ApiSpec.Format format = format(at, problems);
    at.get("base").requireText("the address of the API", problems);
    calls.holes(at.get("base"), List.of());
    calls.holes(at.get("headers"), List.of());
    return new ApiSpec(
        at.get("base").text().orElse(""),
        new ApiAuthReader(problems, calls).ways(at.get("auth")),
        calls.texts(at.get("headers")),
        rate(at.get("rate")),
        signals(at.get("signals")),
        failures(at.get("failure"), format),
        said(at.get("gone")),
        format,
        lists.feeds(at.get("changes")),
        Sure.read(at.get("sure"), problems));
  }

  private RateLimit rate(YamlNode at) {
    if (!at.isPresent()) {
      return RateLimit.GENTLE;
    }
    at.allow(List.of("windows", "daily", "concurrency", "points"), problems);
    List<RateLimit.Window> windows = new ArrayList<>();
    for (YamlNode window : at.get("windows").items()) {
      window.allow(List.of("calls", "seconds"), problems);
      windows.add(
          new RateLimit.Window(
              required(window, "calls", MAX_CALLS), Duration.ofSeconds(seconds(window))));
    }
    at.get("daily")
        .integer(1, MAX_CALLS, problems)
        .ifPresent(calls -> windows.add(new RateLimit.Window(calls, DAY)));
    return new RateLimit(
        windows,
        at.get("concurrency").integer(1, 100, problems).orElse(2),
        points(at.get("points")));
  }

  private int seconds(YamlNode window) {
    return required(window, "seconds", (int) DAY.toSeconds());
  }

  private RateLimit.@Nullable Points points(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("capacity", "restore", "cost"), problems);
    return new RateLimit.Points(
        required(at, "capacity", MAX_POINTS),
        required(at, "restore", MAX_POINTS),
        required(at, "cost", MAX_POINTS));
  }

  private int required(YamlNode at, String key, int max) {
    if (!at.get(key).isPresent()) {
      problems.missing(at, key, "a whole number from 1 to " + max);
    }
    return at.get(key).integer(1, max, problems).orElse(1);
  }

  private ApiSpec.Signals signals(YamlNode at) {
    at.allow(List.of("retry", "remaining", "reset", "points"), problems);
    YamlNode reset = at.get("reset");
    reset.allow(List.of("header", "as"), problems);
    return new ApiSpec.Signals(
        said(at.get("retry")),
        at.get("remaining").text().orElse(null),
        reset.get("header").text().orElse(null),
        reset.get("as").oneOf(List.of("epoch", "delta"), problems).orElse("delta").equals("epoch"),
        at.get("points").isPresent() ? ToolReader.path(at.get("points"), problems) : null);
  }

  static Set<Integer> statuses(YamlNode at, Problems problems) {
    Set<Integer> statuses = new LinkedHashSet<>();
    at.items().forEach(item -> item.integer(100, 599, problems).ifPresent(statuses::add));
    return Set.copyOf(statuses);
  }

  private List<ApiSpec.Failure> failures(YamlNode at, ApiSpec.Format format) {
    List<ApiSpec.Failure> failures = new ArrayList<>();
    for (YamlNode item : at.items()) {
      item.allow(List.of("path", "equals", "present", "code", "retry"), problems);
      if (item.get("equals").isPresent() == item.get("present").isPresent()) {
        item.report("either equals: value or present: true", problems);
      }
      failures.add(
          new ApiSpec.Failure(
              ToolReader.path(item.get("path"), problems),
              item.get("equals").text().orElse(null),
              item.get("code").isPresent() ? ToolReader.path(item.get("code"), problems) : null,
              Set.copyOf(item.get("retry").texts(problems))));
    }
    if (failures.isEmpty() && format == ApiSpec.Format.GRAPHQL) {
      failures.add(GRAPHQL);
    }
    return List.copyOf(failures);
  }

  /** Statuses, or maps of status, path and equals. */
  private List<ApiSpec.Said> said(YamlNode at) {
    List<ApiSpec.Said> said = new ArrayList<>();
    for (YamlNode item : at.items()) {
      if (item.isScalar()) {
        item.integer(100, 599, problems)
            .ifPresent(status -> said.add(new ApiSpec.Said(status, null, null)));
        continue;
      }
      item.allow(List.of("status", "path", "equals"), problems);
      if (item.get("path").isPresent() != item.get("equals").isPresent()) {
        item.report("path and equals, or neither", problems);
      }
      said.add(
          new ApiSpec.Said(
              required(item, "status", 599),
              item.get("path").isPresent() ? ToolReader.path(item.get("path"), problems) : null,
              item.get("equals").text().orElse(null)));
    }
    return List.copyOf(said);
  }
}
