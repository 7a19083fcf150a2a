package io.mainstem.simulators.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes of one simulated tool, tried in order. */
public final class Api {
  private final String name;
  private final Function<Call, Optional<Answer>> guard;
  private final List<Route> routes = new ArrayList<>();

  private record Route(String method, Pattern path, boolean open, Function<Call, Answer> handler) {}

  /**
   * An API without routes.
   *
   * @param name the first part of the path, e.g. {@code xero}
   * @param guard answers what must not get through: no token, too many requests
   */
  public Api(String name, Function<Call, Optional<Answer>> guard) {
    this.name = name;
    this.guard = guard;
  }

  public String name() {
    return name;
  }

  /** Adds a route; the pattern is a regular expression for the path below the API's name. */
  public Api on(String method, String pattern, Function<Call, Answer> handler) {
    routes.add(new Route(method, Pattern.compile("/" + name + pattern), false, handler));
    return this;
  }

  /** Adds a route the guard does not stand before: where callers get their token. */
  public Api open(String method, String pattern, Function<Call, Answer> handler) {
    routes.add(new Route(method, Pattern.compile("/" + name + pattern), true, handler));
    return this;
  }

  Answer answer(Call call) {
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(call.path());
      if (route.method().equals(call.method()) && matcher.matches()) {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          parts.add(Objects.requireNonNullElse(matcher.group(i), ""));
        }
        Call matched = call.matched(parts);
        Optional<Answer> refusal = route.open() ? Optional.empty() : guard.apply(matched);
        return refusal.orElseGet(() -> route.handler().apply(matched));
      }
    }
    return guard.apply(call).orElseGet(() -> Answer.of(404, "text/plain", "no such resource\n"));
  }
}
