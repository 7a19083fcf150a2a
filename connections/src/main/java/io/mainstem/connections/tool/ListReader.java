package io.mainstem.connections.tool;

import io.mainstem.connections.http.Holes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads lists and change feeds. */
final class ListReader {
  static final Duration EVERY = Duration.ofMinutes(15);
  static final Duration EVERY_FULL = Duration.ofDays(7);
  static final Duration EVERY_FULL_ALONE = Duration.ofDays(1);
  static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final int MAX_SIZE = 100_000;
  private static final String NEVER = "never";

  private final Problems problems;
  private final CallReader calls;
  private final PageReader pages;
  private final Set<String> objects;

  ListReader(Problems problems, CallReader calls, Set<String> objects) {
    this.problems = problems;
    this.calls = calls;
    this.pages = new PageReader(problems);
    this.objects = objects;
  }

  /** The list of one object. */
  ListSpec list(YamlNode at, Map<String, YamlNode> others) {
    at.allow(
        plus(
            CallReader.KEYS,
            "records",
            "ids",
            "page",
            "since",
            "deleted",
            "every",
            "each",
            "empty"),
        problems);
    PageSpec page = pages.read(at.get("page"));
    ListSpec.Since since = since(at.get("since"));
    String each = at.get("each").oneOf(objects, problems).orElse(null);
    YamlNode parent = each == null ? null : others.get(each);
    if (parent != null && !parent.get("list").isPresent()) {
      problems.wrong(at.get("each"), "an object that has a list itself");
    }
    int cap = at.get("page").get("cap").integer(1, MAX_SIZE, problems).orElse(0);
    if (cap > 0 && (since == null || !since.ascending())) {
      problems.wrong(at.get("page").get("cap"), "a list with since: {order: ascending}");
    }
    return new ListSpec(
        calls.read(at, names(page, since, each, at)),
        at.get("records").requireText("where the rows are, e.g. results[]", problems),
        at.get("ids").bool(problems).orElse(false),
        page,
        since,
        calls.texts(at.get("deleted")),
        every(at.get("every"), since != null || page instanceof PageSpec.Token),
        each,
        ApiReader.statuses(at.get("empty"), problems),
        cap);
  }

  /** The feed of one object. */
  ChangesSpec feed(YamlNode at, String object) {
    at.allow(
        plus(CallReader.KEYS, "records", "page", "since", "id", "occurredAt", "deleted", "every"),
        problems);
    return feed(at, object, null, Map.of(), object);
  }

  /** The feeds that serve several objects. */
  List<ChangesSpec> feeds(YamlNode at) {
    List<ChangesSpec> feeds = new ArrayList<>();
    for (YamlNode item : at.items()) {
      item.allow(
          plus(
              CallReader.KEYS,
              "records",
              "page",
              "since",
              "id",
              "occurredAt",
              "deleted",
              "every",
              "object",
              "objects"),
          problems);
      Map<String, String> ours = new LinkedHashMap<>();
      item.get("objects")
          .entries()
          .forEach(
              (theirs, node) ->
                  node.oneOf(objects, problems)
                      .ifPresent(name -> ours.put(theirs.toLowerCase(Locale.ROOT), name)));
      if (ours.isEmpty()) {
        problems.missing(item, "objects", "a map of the tool's kinds to our objects");
      }
      String name = feeds.isEmpty() ? "_changes" : "_changes" + (feeds.size() + 1);
      feeds.add(feed(item, name, ToolReader.path(item.get("object"), problems), ours, null));
    }
    return List.copyOf(feeds);
  }

  private ChangesSpec feed(
      YamlNode at,
      String name,
      @Nullable JsonPath object,
      Map<String, String> ours,
      @Nullable String only) {
    PageSpec page = pages.read(at.get("page"));
    ListSpec.Since since = since(at.get("since"));
    if (since == null && !page.isKept()) {
      at.report("since, or a page of kind token or last-id: a feed tells what is new", problems);
    }
    YamlNode deleted = at.get("deleted");
    return new ChangesSpec(
        name,
        calls.read(at, names(page, since, null, at)),
        at.get("records").requireText("where the rows are, e.g. results[]", problems),
        page,
        since,
        ToolReader.path(at.get("id"), problems),
        at.get("occurredAt").isPresent() ? ToolReader.path(at.get("occurredAt"), problems) : null,
        deleted.isPresent() ? deleted(deleted, problems) : null,
        object,
        ours,
        only,
        Durations.read(at.get("every"), problems).orElse(EVERY));
  }

  /** A path where true means gone, or {@code {path, equals: […]}}. */
  static ChangesSpec.Deleted deleted(YamlNode at, Problems problems) {
    if (at.isScalar()) {
      return new ChangesSpec.Deleted(ToolReader.path(at, problems), Set.of());
    }
    at.allow(List.of("path", "equals"), problems);
    return new ChangesSpec.Deleted(
        ToolReader.path(at.get("path"), problems), Set.copyOf(at.get("equals").texts(problems)));
  }

  private ListSpec.@Nullable Since since(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("put", "as", "until", "overlap", "window", "order", "start"), problems);
    return new ListSpec.Since(
        pages.put(at.get("put"), true),
        format(at.get("as")),
        at.get("until").isPresent() ? pages.put(at.get("until"), true) : null,
        Durations.read(at.get("overlap"), problems).orElse(OVERLAP),
        Durations.read(at.get("window"), problems).orElse(null),
        at.get("order")
            .oneOf(List.of("ascending", "none"), problems)
            .orElse("")
            .equals("ascending"),
        Durations.read(at.get("start"), problems).orElse(null));
  }

  private String format(YamlNode at) {
    String format = at.text().orElse("iso");
    if (!Moment.isFormat(format)) {
      problems.wrong(at, "iso, seconds, millis, rfc1123, or a pattern such as yyyy-MM-dd HH:mm:ss");
    }
    return format;
  }

  private ListSpec.Every every(YamlNode at, boolean tellsChanges) {
    if (at.isScalar()) {
      Duration both = Durations.read(at, problems).orElse(EVERY);
      return tellsChanges ? new ListSpec.Every(both, EVERY_FULL) : new ListSpec.Every(null, both);
    }
    at.allow(List.of("incremental", "full"), problems);
    boolean never = at.get("full").text().orElse("").equals(NEVER);
    Duration full =
        never
            ? null
            : Durations.read(at.get("full"), problems)
                .orElse(tellsChanges ? EVERY_FULL : EVERY_FULL_ALONE);
    if (at.get("incremental").isPresent() && !tellsChanges) {
      problems.wrong(at.get("incremental"), "a list with since, or a page of kind token");
    }
    return new ListSpec.Every(
        tellsChanges ? Durations.read(at.get("incremental"), problems).orElse(EVERY) : null, full);
  }

  /** Holes that the reading itself fills. */
  private static Collection<String> names(
      PageSpec page, ListSpec.@Nullable Since since, @Nullable String each, YamlNode at) {
    Set<String> names = new HashSet<>();
    PageReader.put(page).map(Put::name).ifPresent(names::add);
    if (since != null) {
      names.add(since.put().name());
      Optional.ofNullable(since.until()).map(Put::name).ifPresent(names::add);
    }
    if (each != null) {
      ofParent(at, each).forEach(names::add);
    }
    return names;
  }

  private static Stream<String> ofParent(YamlNode at, String each) {
    return Stream.concat(
            Stream.of(at.get("path"), at.get("query"), at.get("body")).flatMap(ListReader::texts),
            Stream.of("{" + each + ".id}"))
        .flatMap(text -> Holes.in(text).stream())
        .filter(hole -> hole.startsWith(each + "."));
  }

  private static Stream<String> texts(YamlNode at) {
    Stream<YamlNode> below = at.isList() ? at.items().stream() : at.entries().values().stream();
    return Stream.concat(at.text().stream(), below.flatMap(ListReader::texts));
  }

  private static List<String> plus(List<String> keys, String... more) {
    return Stream.concat(keys.stream(), Stream.of(more)).toList();
  }
}
