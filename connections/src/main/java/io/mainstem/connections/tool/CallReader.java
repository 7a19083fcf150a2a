package io.mainstem.connections.tool;

import io.mainstem.connections.http.Holes;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads calls, and checks the holes of their texts. */
final class CallReader {
  /** The keys of a call; whoever reads one allows them beside its own. */
  static final List<String> KEYS = List.of("method", "path", "query", "headers", "body");

  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final Problems problems;
  private final boolean graphql;

  CallReader(Problems problems, boolean graphql) {
    this.problems = problems;
    this.graphql = graphql;
  }

  /** For a tool with this {@code api}. */
  static CallReader of(YamlNode api, Problems problems) {
    return new CallReader(problems, ApiReader.format(api, problems) == ApiSpec.Format.GRAPHQL);
  }

  /**
   * The call at {@code at}.
   *
   * @param names that its texts may have as holes, beside secrets, settings and the token's fields
   */
  CallSpec read(YamlNode at, Collection<String> names) {
    boolean hasBody = at.get("body").isPresent();
    YamlNode path = at.get("path");
    CallSpec call =
        new CallSpec(
            at.get("method").oneOf(METHODS, problems).orElse(hasBody ? "POST" : "GET"),
            path.requireText("a path that starts with /, or an address", problems),
            texts(at.get("query")),
            texts(at.get("headers")),
            hasBody ? at.get("body").json() : null);
    holes(path, names);
    holes(at.get("query"), names);
    holes(at.get("headers"), names);
    at.get("body")
        .entries()
        .forEach(
            (name, value) -> {
              if (!graphql || !name.equals("query")) {
                holes(value, names);
              }
            });
    return call;
  }

  /** The map of texts there; a list is joined by commas. */
  Map<String, String> texts(YamlNode at) {
    Map<String, String> texts = new LinkedHashMap<>();
    at.entries().forEach((name, value) -> texts.put(name, String.join(",", value.texts(problems))));
    return texts;
  }

  /** A problem for every hole in the texts below {@code at} that nobody fills. */
  void holes(YamlNode at, Collection<String> names) {
    at.text()
        .ifPresent(
            text ->
                Holes.in(text).stream()
                    .filter(hole -> !names.contains(hole) && !Holes.isOfConnection(hole))
                    .forEach(hole -> problems.unknown(at, "{" + hole + "}", expected(names))));
    if (at.isList()) {
      at.items().forEach(item -> holes(item, names));
    }
    at.entries().values().forEach(value -> holes(value, names));
  }

  private static Collection<String> expected(Collection<String> names) {
    Collection<String> expected = new TreeSet<>();
    names.forEach(name -> expected.add("{" + name + "}"));
    expected.addAll(List.of("{setting.…}", "{secret.…}", "{token.…}"));
    return expected;
  }
}
