package io.mainstem.connections.tool;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code fragments} of an object. */
final class FragmentReader {
  private static final String QUARANTINE = "quarantine";

  private final Problems problems;

  FragmentReader(Problems problems) {
    this.problems = problems;
  }

  Optional<FragmentSpec> read(YamlNode at) {
    at.allow(List.of("entity", "for", "record", "when", "required", "fields"), problems);
    Optional<EntityType> entity =
        at.get("entity").oneOf(Entities.names(), problems).map(Entities::named);
    if (entity.isEmpty()) {
      if (!at.get("entity").isPresent()) {
        problems.missing(at, "entity", "one of " + String.join(", ", Entities.names()));
      }
      return Optional.empty();
    }
    YamlNode record = at.get("record");
    record.allow(List.of("object", "id"), problems);
    List<FragmentSpec.Loop> loops = new ArrayList<>();
    at.get("for")
        .entries()
        .forEach((variable, list) -> loops.add(new FragmentSpec.Loop(variable, list)));
    if (!loops.isEmpty() && !record.get("id").isPresent()) {
      problems.missing(at, "record", "{object, id} with an id of its own for every element");
    }
    return Optional.of(
        new FragmentSpec(
            at,
            entity.get(),
            loops,
            record.get("object").text().orElse(null),
            orNull(record.get("id")),
            orNull(at.get("when")),
            at.get("required").texts(problems),
            fields(at.get("fields"))));
  }

  private List<FragmentSpec.FieldSpec> fields(YamlNode at) {
    if (!at.isMap()) {
      at.report("a map of fields to expressions", problems);
    }
    List<FragmentSpec.FieldSpec> fields = new ArrayList<>();
    at.entries().forEach((target, node) -> fields.add(field(target, node)));
    return fields;
  }

  private FragmentSpec.FieldSpec field(String target, YamlNode at) {
    if (at.isList()) {
      return new FragmentSpec.Items(target, at, at.items().stream().map(this::fields).toList());
    }
    if (!at.isMap()) {
      return new FragmentSpec.Value(target, at, at, null);
    }
    if (at.get("each").isPresent()) {
      at.allow(List.of("each", "as", "when", "fields"), problems);
      return new FragmentSpec.Each(
          target,
          at,
          at.get("each"),
          at.get("as").text().orElse("item"),
          orNull(at.get("when")),
          fields(at.get("fields")));
    }
    at.allow(List.of("from", "values", "unknown"), problems);
    if (!at.get("from").isPresent()) {
      at.report("from (with values and unknown) or each (with as and fields)", problems);
    }
    return new FragmentSpec.Value(target, at, at.get("from"), map(at));
  }

  private FragmentSpec.ValueMap map(YamlNode at) {
    Map<String, String> values = new LinkedHashMap<>();
    at.get("values")
        .entries()
        .forEach((theirs, ours) -> values.put(theirs, ours.requireText("our value", problems)));
    if (values.isEmpty()) {
      problems.missing(at, "values", "a map of the tool's values to ours");
    }
    String unknown = at.get("unknown").text().orElse("");
    if (unknown.isEmpty()) {
      problems.missing(at, "unknown", "quarantine, or one of our values for all others");
    }
    return new FragmentSpec.ValueMap(values, unknown.equals(QUARANTINE) ? null : unknown);
  }

  private static @Nullable YamlNode orNull(YamlNode at) {
    return at.isPresent() ? at : null;
  }
}
