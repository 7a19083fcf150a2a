package io.mainstem.connections.tool;

import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.tool.WriteSpec.Strategy;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What each strategy needs to keep its promise, and what would do nothing in it. */
final class WriteRules {
  /** The name under which a search sees the mark of what it looks for. */
  private static final String MARKER = "marker";

  private static final Pattern WORD = Pattern.compile("\\bmarker\\b");

  private final Map<String, WriteSpec> writes;
  private final Map<String, ObjectSpec> objects;
  private final Problems problems;

  WriteRules(Map<String, WriteSpec> writes, Map<String, ObjectSpec> objects, Problems problems) {
    this.writes = writes;
    this.objects = objects;
    this.problems = problems;
  }

  void check(WriteSpec write) {
    switch (write.strategy()) {
      case IDEMPOTENCY_KEY -> need(write, "key", "where the idempotency key goes: {put: …}");
      case UPSERT -> named(write);
      case BATCH_UPSERT -> {
        need(write, "rows", "how each row went: {at: path[], failed: {path, equals}}");
        list(write);
      }
      case SEARCH_THEN_WRITE -> {
        need(write, "find", "the search that comes first");
        need(write, "create", "the call that makes a new record");
      }
      case VERSION -> version(write);
      case ACTION -> need(write, "deadline", "until when it may be called, e.g. 11m");
      case APPEND -> append(write);
      case SEARCH -> need(write, "result", "where the answer names the record found");
    }
    only(write, "key", Strategy.IDEMPOTENCY_KEY, Strategy.APPEND);
    only(write, "create", Strategy.SEARCH_THEN_WRITE);
    only(write, "update", Strategy.SEARCH_THEN_WRITE);
    only(write, "version", Strategy.VERSION);
    only(write, "rows", Strategy.BATCH_UPSERT);
    only(write, "marker", Strategy.APPEND);
    only(write, "atLeastOnce", Strategy.APPEND);
    only(write, "deadline", Strategy.ACTION);
    only(write, "done", Strategy.ACTION);
    if (write.strategy() == Strategy.SEARCH_THEN_WRITE) {
      List.of("method", "path", "query", "headers", "body", "result", "format", "document")
          .forEach(key -> none(write, key, "nothing: it belongs in create or update"));
    }
    find(write);
    readBack(write);
  }

  private void need(WriteSpec write, String key, String expected) {
    if (!write.at().get(key).isPresent()) {
      problems.missing(write.at(), key, strategy(write) + " needs " + expected);
    }
  }

  private void only(WriteSpec write, String key, Strategy... strategies) {
    if (!List.of(strategies).contains(write.strategy())) {
      none(write, key, "nothing: " + strategy(write) + " has no use for it");
    }
  }

  private void none(WriteSpec write, String key, String expected) {
    YamlNode at = write.at().get(key);
    if (at.isPresent()) {
      problems.wrong(at, expected);
    }
  }

  private static String strategy(WriteSpec write) {
    return write.strategy().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private void named(WriteSpec write) {
    boolean inPath = write.call().path().text().orElse("").contains("{");
    if (!inPath && !write.call().body().isPresent()) {
      problems.missing(
          write.at(), "path", "a path, or a body, that names the record by an id of ours");
    }
  }

  private void list(WriteSpec write) {
    boolean some =
        write.input().fields().values().stream()
            .anyMatch(field -> field.shape() instanceof Shape.ListOf);
    if (!some) {
      problems.missing(write.at(), "input", "a list of records among the input");
    }
  }

  private void version(WriteSpec write) {
    need(write, "version", "where the version is read and written: {at: …, put: …}");
    if (!write.input().fields().containsKey("id")) {
      problems.missing(write.at(), "input.id", "the record that is changed: id: text!");
    }
    fetched(write, write.at().get("object"), "read before it is changed");
  }

  private void append(WriteSpec write) {
    boolean again = marked(write) && write.find() != null;
    if (again == write.atLeastOnce()) {
      problems.missing(
          write.at(),
          again ? "atLeastOnce" : MARKER,
          again
              ? "nothing: it is found again by its marker"
              : "marker: {put: …} (or a body that holds marker) and find, or atLeastOnce: true"
                  + " where it cannot be found again");
    }
  }

  /** A mark of its own, or inside a text of the body. */
  private static boolean marked(WriteSpec write) {
    return write.marker() != null || holdsMarker(write.call().body());
  }

  private static boolean holdsMarker(YamlNode at) {
    return at.text().filter(text -> WORD.matcher(text).find()).isPresent()
        || at.entries().values().stream().anyMatch(WriteRules::holdsMarker)
        || (at.isList() && at.items().stream().anyMatch(WriteRules::holdsMarker));
  }

  private void fetched(WriteSpec write, YamlNode at, String why) {
    ObjectSpec object = objects.get(write.object());
    if (object == null || object.fetch() == null) {
      problems.wrong(at, "an object with a fetch: it is " + why);
    }
  }

  private void readBack(WriteSpec write) {
    if (write.readIn() != null && write.read().isEmpty()) {
      problems.wrong(write.at().get("readIn"), "beside read: what should stand in that row");
    }
    if (!write.read().isEmpty()) {
      fetched(write, write.at().get("read"), "read back");
    }
  }

  private void find(WriteSpec write) {
    WriteSpec.Find find = write.find();
    if (find == null) {
      return;
    }
    Set<String> searches = new TreeSet<>();
    writes.forEach(
        (name, spec) -> {
          if (spec.strategy() == Strategy.SEARCH) {
            searches.add(name);
          }
        });
    WriteSpec search = writes.get(find.search());
    if (search == null || !searches.contains(find.search())) {
      problems.unknown(find.at(), find.search(), searches);
      return;
    }
    if (!search.object().equals(write.object())) {
      problems.wrong(find.at(), "a search for " + write.object() + ", not " + search.object());
    }
    Set<String> inputs = search.input().fields().keySet();
    find.fill()
        .forEach(
            (name, node) -> {
              if (!inputs.contains(name)) {
                problems.unknown(node, name, inputs);
              }
            });
    search
        .input()
        .fields()
        .forEach(
            (name, field) -> {
              boolean given =
                  find.fill().containsKey(name)
                      || write.input().fields().containsKey(name)
                      || (name.equals(MARKER) && marked(write));
              if (field.required() && !given) {
                problems.wrong(
                    find.at(),
                    "fill."
                        + name
                        + ": "
                        + find.search()
                        + " needs it and the input has no such"
                        + " field");
              }
            });
  }
}
