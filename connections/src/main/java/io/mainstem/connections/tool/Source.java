package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a value of a delivery comes from. */
public sealed interface Source {
  /** In the event. */
  record InEvent(EachPath path) implements Source {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** In the whole body, or in what encloses JSON inside JSON. */
  record InBody(EachPath path) implements Source {
    @Override
    public String toString() {
      return "body:" + path;
    }
  }

  /** A header of the request. */
  record InHeader(String name) implements Source {
    @Override
    public String toString() {
      return "header:" + name;
    }
  }

  /** A parameter of the address. */
  record InQuery(String name) implements Source {
    @Override
    public String toString() {
      return "query:" + name;
    }
  }

  /** A field of what encloses the event, by {@code carry}. */
  record Carried(String name) implements Source {
    @Override
    public String toString() {
      return "carried:" + name;
    }
  }

  /** SHA-256 of the event. */
  record Hash() implements Source {
    @Override
    public String toString() {
      return "hash";
    }
  }

  /** The first of them that is there. */
  record FirstOf(List<Source> sources) implements Source {
    @Override
    public String toString() {
      return sources.stream().map(Source::toString).collect(Collectors.joining(" | "));
    }
  }

  String EXPECTED =
      "a path, body:path, header:Name, query:name, carried:name or hash, or several of these joined"
          + " by |";
  Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-]{1,100}");

  /** The source written there; a problem where it is none. */
  static Source read(YamlNode at, Problems problems) {
    Optional<Source> source = of(at.text().orElse(""));
    if (source.isEmpty()) {
      at.report(EXPECTED, problems);
    }
    return source.orElse(new Hash());
  }

  static Optional<Source> of(String text) {
    List<Source> sources = new ArrayList<>();
    for (String part : text.split("\\|", -1)) {
      Optional<Source> source = one(part.strip());
      if (source.isEmpty()) {
        return Optional.empty();
      }
      sources.add(source.get());
    }
    return Optional.of(sources.size() == 1 ? sources.getFirst() : new FirstOf(sources));
  }

  private static Optional<Source> one(String text) {
    if (text.equals("hash")) {
      return Optional.of(new Hash());
    }
    int colon = text.indexOf(':');
    String place = colon < 0 ? "" : text.substring(0, colon);
    String name = text.substring(colon + 1);
    return switch (place) {
      case "header" -> named(name).map(InHeader::new);
      case "query" -> named(name).map(InQuery::new);
      case "carried" -> named(name).map(Carried::new);
      case "body" -> path(name).map(InBody::new);
      default -> path(text).map(InEvent::new);
    };
  }

  private static Optional<String> named(String name) {
    return Optional.of(name).filter(text -> NAME.matcher(text).matches());
  }

  private static Optional<EachPath> path(String text) {
    return Optional.of(text)
        .filter(path -> !path.isEmpty() && EachPath.isPath(path))
        .map(EachPath::of);
  }
}
