package io.mainstem.connections.draft;

import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a payload's fields probably mean. Only what follows from names and types is suggested;
 * states and references need somebody who knows the tool, and are left as comments.
 */
final class Suggestions {
  private static final List<String> TIMES =
      List.of(
          "updatedat",
          "updated",
          "updatedtime",
          "modifiedat",
          "lastmodifieddate",
          "lastmodified",
          "modified",
          "updateddate",
          "dateupdated",
          "updateddateutc",
          "systemmodstamp",
          "createdat",
          "created");

  private final Map<String, String> paths = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  private Suggestions(DraftShape.Struct shape) {
    collect(shape, "", 0);
  }

  /**
   * What an object becomes.
   *
   * @param entity null where its name says nothing we know
   * @param fields canonical field to expression
   * @param notes fields somebody has to map: canonical field to why
   * @param unmapped paths nothing was made of
   */
  record Suggestion(
      @Nullable EntityType entity,
      Map<String, String> fields,
      Map<String, String> notes,
      List<String> unmapped) {}

  static Suggestion of(String object, DraftShape.Struct shape) {
    return new Suggestions(shape).suggest(object);
  }

  /** The field that names a record: {@code id}, or the likeliest of those that end so. */
  static Optional<String> id(String object, DraftShape.Struct shape) {
    String own = Naming.letters(object) + "id";
    return shape.fields().keySet().stream()
        .filter(name -> rank(Naming.letters(name), own) < Integer.MAX_VALUE)
        .min(Comparator.comparingInt(name -> rank(Naming.letters(name), own)));
  }

  private static int rank(String name, String own) {
    int known = List.of("id", own, "uuid", "guid", "gid", "key").indexOf(name);
    return known >= 0 ? known : name.endsWith("id") ? 100 + name.length() : Integer.MAX_VALUE;
  }

  /** The field that says when the record last changed. */
  static Optional<String> changed(DraftShape.Struct shape) {
    return shape.fields().keySet().stream()
        .filter(name -> TIMES.contains(Naming.letters(name)))
        .min(Comparator.comparingInt(name -> TIMES.indexOf(Naming.letters(name))));
  }

  private void collect(DraftShape.Struct shape, String prefix, int depth) {
    shape
        .fields()
        .forEach(
            (name, field) -> {
              if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                return;
              }
              switch (field.shape()) {
                case DraftShape.Scalar(String word) -> paths.put(prefix + name, word);
                case DraftShape.Struct inner when depth < 2 ->
                    collect(inner, prefix + name + ".", depth + 1);
                case DraftShape.Struct _, DraftShape.ListOf _ -> {}
              }
            });
  }

  private Suggestion suggest(String object) {
    EntityType entity = Naming.entity(object).flatMap(Entities::find).orElse(null);
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    if (entity != null) {
      for (Schema.Field field : entity.schema().getFields()) {
        if (!EntityType.ENVELOPE.contains(field.name())) {
          suggest(field, fields, notes);
        }
      }
    }
    List<String> unmapped = paths.keySet().stream().filter(path -> !used.contains(path)).toList();
    return new Suggestion(entity, fields, notes, unmapped);
  }

  private void suggest(Schema.Field field, Map<String, String> fields, Map<String, String> notes) {
    Schema schema = notNull(field.schema());
    String name = field.name();
    switch (schema.getName()) {
      case "PersonName" -> person().ifPresent(expression -> fields.put(name, expression));
      case "Money" ->
          find(name, Set.of("text", "decimal", "integer"))
              .ifPresent(path -> fields.put(name, money(path)));
      case "Ref" -> notes.put(name, "ref('entity', 'object', payload.…)");
      default -> plain(schema, name, fields, notes);
    }
  }

  private void plain(
      Schema schema, String name, Map<String, String> fields, Map<String, String> notes) {
    switch (schema.getType()) {
      case STRING ->
          find(name, Set.of("text", "integer"))
              .ifPresent(
                  path ->
                      fields.put(
                          name,
                          name.equals("domain")
                              ? "domain(%s)".formatted(payload(path))
                              : text(path)));
      case LONG, INT -> moment(schema, name, fields);
      case ENUM ->
          notes.put(
              name,
              "{from: payload.…, values: {theirs: OURS}, unknown: quarantine}, ours: "
                  + schema.getEnumSymbols().stream()
                      .filter(symbol -> !symbol.equals("UNRECOGNISED"))
                      .collect(Collectors.joining(", ")));
      case ARRAY -> many(schema, name, fields);
      case RECORD -> {
        if (name.toLowerCase(java.util.Locale.ROOT).contains("email")) {
          any("email", "emailaddress").ifPresent(p -> fields.put(name, "email(%s)".formatted(p)));
        } else if (schema.getName().equals("Phone")) {
          any("phone", "phonenumber", "mobile")
              .ifPresent(p -> fields.put(name, "phone(%s)".formatted(p)));
        }
      }
      default -> {}
    }
  }

  private void moment(Schema schema, String name, Map<String, String> fields) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      find(name, Set.of("text"))
          .ifPresent(path -> fields.put(name, "time(%s)".formatted(payload(path))));
    } else if (schema.getLogicalType() instanceof LogicalTypes.Date) {
      find(name, Set.of("text"))
          .ifPresent(path -> fields.put(name, "date(%s)".formatted(payload(path))));
    }
  }

  private void many(Schema schema, String name, Map<String, String> fields) {
    switch (schema.getElementType().getName()) {
      case "Email" ->
          any("email", "emailaddress", "mail", "workemail", "primaryemail")
              .ifPresent(path -> fields.put(name, "[email(%s)]".formatted(path)));
      case "Phone" ->
          any("phone", "phonenumber", "telephone", "mobile", "mobilephone", "mobilenumber", "tel")
              .ifPresent(path -> fields.put(name, "[phone(%s)]".formatted(path)));
      default -> {}
    }
  }

  private Optional<String> person() {
    Optional<String> given = any("firstname", "givenname", "forename", "first");
    Optional<String> family = any("lastname", "familyname", "surname", "last");
    if (given.isPresent() && family.isPresent()) {
      return Optional.of("person_name(%s, %s)".formatted(given.get(), family.get()));
    }
    return any("name", "fullname", "displayname").map("person_name(%s)"::formatted);
  }

  private Optional<String> any(String... names) {
    for (String name : names) {
      for (Map.Entry<String, String> path : paths.entrySet()) {
        if (Naming.letters(last(path.getKey())).equals(name) && path.getValue().equals("text")) {
          used.add(path.getKey());
          return Optional.of(payload(path.getKey()));
        }
      }
    }
    return Optional.empty();
  }

  /** The path that fits a canonical field best; one near the root wins among equals. */
  private Optional<String> find(String canonical, Set<String> words) {
    Optional<String> found =
        paths.entrySet().stream()
            .filter(path -> words.contains(path.getValue()))
            .map(Map.Entry::getKey)
            .filter(path -> Naming.fit(canonical, last(path)) >= 0)
            .min(
                Comparator.<String>comparingInt(path -> Naming.fit(canonical, last(path)))
                    .thenComparingInt(String::length));
    found.ifPresent(used::add);
    return found;
  }

  private String money(String path) {
    String currency =
        paths.entrySet().stream()
            .filter(entry -> entry.getValue().equals("text"))
            .map(Map.Entry::getKey)
            .filter(name -> Set.of("currency", "currencycode").contains(Naming.letters(last(name))))
            .findFirst()
            .map(found -> "coalesce(upper(%s), currency)".formatted(payload(found)))
            .orElse("currency");
    String amount = "integer".equals(paths.get(path)) ? "decimal(%s)" : "%s";
    return "money(%s, %s)".formatted(amount.formatted(payload(path)), currency);
  }

  private String text(String path) {
    return "integer".equals(paths.get(path)) ? "text(%s)".formatted(payload(path)) : payload(path);
  }

  private static String payload(String path) {
    return "payload." + path;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static Schema notNull(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema)
        : schema;
  }

  /** Names of paths, for the comment about what was left out. */
  static List<String> some(List<String> paths, int limit) {
    List<String> shown = new ArrayList<>(paths.subList(0, Math.min(limit, paths.size())));
    if (paths.size() > limit) {
      shown.add("and " + (paths.size() - limit) + " more");
    }
    return shown;
  }
}
