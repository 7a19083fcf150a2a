package io.mainstem.connections.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** A proposal for a tool file: the text behind {@code mainstem new-tool}. */
public final class ToolDraft {
  /** Descriptions larger than this are refused; the largest vendor's we know has 4 MB. */
  public static final int MAX_DESCRIPTION_BYTES = 32 * 1024 * 1024;

  /** More objects than this make nobody's afternoon: name the ones you want. */
  public static final int MAX_OBJECTS = 8;

  private static final int SHOWN = 12;
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  private final StringBuilder text = new StringBuilder();

  private ToolDraft() {}

  /**
   * A draft and what was left out of it.
   *
   * @param objects drafted
   * @param left objects of the description nobody asked for
   */
  public record Drafted(String text, List<String> objects, List<String> left) {}

  /** Whether that document describes an API; otherwise it is a sample payload. */
  public static boolean isDescription(JsonNode document) {
    return OpenApi.is(document);
  }

  /**
   * Reads a description or a sample; JSON is YAML too.
   *
   * @throws IOException if it is neither
   */
  public static JsonNode read(byte[] content) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_DESCRIPTION_BYTES);
    boolean json = content.length > 0 && (content[0] == '{' || content[0] == '[');
    ObjectMapper mapper =
        json
            ? new ObjectMapper()
            : new ObjectMapper(YAMLFactory.builder().loaderOptions(options).build());
    return mapper.readTree(content);
  }

  /**
   * From the vendor's own description.
   *
   * @param wanted names of objects; empty for the first {@link #MAX_OBJECTS}
   */
  public static Drafted fromDescription(String name, JsonNode description, List<String> wanted) {
    OpenApi api = new OpenApi(description);
    List<DraftObject> all = api.objects();
    List<DraftObject> chosen =
        wanted.isEmpty()
            ? all.stream()
                .sorted(java.util.Comparator.comparingInt(object -> Naming.rank(object.name())))
                .limit(MAX_OBJECTS)
                .toList()
            : all.stream().filter(object -> wanted.contains(object.name())).toList();
    ToolDraft draft = new ToolDraft();
    draft.head(name, api.title().isBlank() ? name : api.title());
    draft.webhook();
    draft.api(api.base(), api.auth(), "specification");
    draft.objects(chosen);
    return new Drafted(
        draft.text.toString(),
        chosen.stream().map(DraftObject::name).toList(),
        all.stream().filter(o -> !chosen.contains(o)).map(DraftObject::name).toList());
  }

  /**
   * From payloads as the tool sends them.
   *
   * @param samples object name to its payloads
   */
  public static Drafted fromSamples(String name, Map<String, List<JsonNode>> samples) {
    List<DraftObject> objects = new ArrayList<>();
    samples.forEach(
        (object, payloads) -> {
          if (DraftShape.of(payloads, 0) instanceof DraftShape.Struct struct) {
            objects.add(new DraftObject(object, "memory", struct, null, null));
          }
        });
    ToolDraft draft = new ToolDraft();
    draft.head(name, name);
    draft.webhook();
    draft.api(
        "https://api.example.com",
        "{kind: header, values: {Authorization: \"Bearer {secret.access_token}\"}}",
        "memory");
    draft.objects(objects);
    return new Drafted(
        draft.text.toString(), objects.stream().map(DraftObject::name).toList(), List.of());
  }

  private void head(String name, String title) {
    line("# Drafted by `mainstem new-tool`: read every line, the reference is docs/tool-files.md.");
    line("tool: " + name);
    line("title: " + quoted(title));
  }

  private void webhook() {
    line("");
    line("# webhook:                  # how it delivers; without it the tool is only asked");
    line("#   sure: documentation");
    line(
        "#   auth: {kind: hmac, alg: sha256, enc: hex, sig: {header: X-Signature}, template:"
            + " \"{body}\"}");
    line("#   type: type              # where an event says what happened");
    line("#   dedupe: [id]            # what stays the same when it is sent again");
    line("#   events:");
    line(
        "#     thing.updated: {object: thing, ring: id}   # or record: data, where the event is"
            + " whole");
  }

  private void api(String base, String auth, String sure) {
    line("");
    line("api:");
    line("  sure: " + sure);
    line("  base: " + quoted(base));
    line("  auth: " + auth);
    line("  rate: {windows: [{calls: 5, seconds: 1}], concurrency: 2}   # what the vendor allows?");
  }

  private void objects(List<DraftObject> objects) {
    line("");
    line(objects.isEmpty() ? "objects: {}" : "objects:");
    objects.forEach(this::object);
  }

  private void object(DraftObject object) {
    line("  " + object.name() + ":");
    line("    sure: " + object.sure());
    Optional<String> id = Suggestions.id(object.name(), object.shape());
    line("    id: " + id.orElse("id") + (id.isEmpty() ? "   # which field names a record?" : ""));
    Suggestions.changed(object.shape())
        .ifPresentOrElse(
            at -> {
              line("    version: {at: %s, as: time}".formatted(at));
              line("    occurredAt: " + at);
            },
            () -> line("    # version: {at: …, as: time}   # what orders its snapshots?"));
    fetch(object.name(), object.fetch());
    list(object.name(), object.list());
    line("    shape:");
    shape(object.shape(), 6);
    fragment(Suggestions.of(object.name(), object.shape()));
  }

  private void fetch(String object, DraftObject.@Nullable Fetching fetch) {
    if (fetch == null) {
      line("    # fetch: {path: \"/%ss/{id}\"}   # how is one read?".formatted(object));
    } else {
      line(
          "    fetch: {path: %s%s}"
              .formatted(
                  quoted(fetch.path()),
                  fetch.unwrap().isEmpty() ? "" : ", unwrap: " + quoted(fetch.unwrap())));
    }
  }

  private void list(String object, DraftObject.@Nullable Listing list) {
    if (list == null) {
      line("    # list:                         # how are all read?");
      line("    #   path: /%ss".formatted(object));
      line("    #   records: %ss[]".formatted(object));
      line("    #   page: {kind: cursor, next: next, put: query:cursor}");
      line("    #   since: {put: query:updated_after, as: iso, overlap: 5m}");
      line("    #   every: {incremental: 10m, full: 7d}");
    } else {
      line("    list:");
      line("      path: " + quoted(list.path()));
      line("      records: " + quoted(list.records()));
      line("      page: " + list.page());
      line("      # since: {put: query:updated_after, as: iso, overlap: 5m}");
    }
  }

  private void shape(DraftShape.Struct struct, int indent) {
    struct
        .fields()
        .forEach(
            (name, field) -> {
              String key = " ".repeat(indent) + key(name);
              switch (field.shape()) {
                case DraftShape.Scalar(String word) ->
                    line(key + ": " + word + (field.required() ? "!" : ""));
                case DraftShape.ListOf(DraftShape element) ->
                    line(key + ": " + inline(element, true));
                case DraftShape.Struct inner when inner.fields().isEmpty() -> line(key + ": any");
                case DraftShape.Struct inner -> {
                  line(key + (field.required() ? "!:" : ":"));
                  shape(inner, indent + 2);
                }
              }
            });
  }

  private static String inline(DraftShape shape, boolean list) {
    String one =
        switch (shape) {
          case DraftShape.Scalar(String word) -> word;
          case DraftShape.ListOf(DraftShape element) -> inline(element, true);
          case DraftShape.Struct struct when struct.fields().isEmpty() -> "any";
          case DraftShape.Struct struct -> {
            List<String> fields = new ArrayList<>();
            struct
                .fields()
                .forEach(
                    (name, field) -> fields.add(key(name) + ": " + inline(field.shape(), false)));
            yield "{" + String.join(", ", fields) + "}";
          }
        };
    return list ? "[" + one + "]" : one;
  }

  private void fragment(Suggestions.Suggestion suggestion) {
    if (suggestion.entity() == null) {
      line("    # Its name says nothing we know: choose an entity (docs/entities.md) and map it.");
      line("    fragments: []");
      return;
    }
    line("    fragments:");
    line("      - entity: " + suggestion.entity().name());
    Map<String, String> fields = new LinkedHashMap<>();
    suggestion
        .fields()
        .forEach(
            (name, expression) -> {
              if (!usesReserved(expression)) {
                fields.put(name, expression);
              }
            });
    line(fields.isEmpty() ? "        fields: {}" : "        fields:");
    fields.forEach(
        (name, expression) -> line("          %s: %s".formatted(name, quoted(expression))));
    suggestion.notes().forEach((name, note) -> line("          # %s: %s".formatted(name, note)));
    if (!suggestion.unmapped().isEmpty()) {
      line(
          "          # not mapped: "
              + String.join(", ", Suggestions.some(suggestion.unmapped(), SHOWN)));
    }
  }

  private static boolean usesReserved(String expression) {
    return java.util.Arrays.stream(expression.split("[^A-Za-z0-9_]+"))
        .anyMatch(word -> RESERVED.contains(word));
  }

  private static String key(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*")
            && !Set.of("y", "n", "yes", "no", "on", "off", "null", "true", "false").contains(name)
        ? name
        : quoted(name);
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z][A-Za-z0-9_.() -]*") && !value.endsWith(" ")
        ? value
        : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
