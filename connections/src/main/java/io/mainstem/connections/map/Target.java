package io.mainstem.connections.map;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.AvroTypes;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A field of a canonical record, perhaps inside a nested one.
 *
 * @param path field names from the outside in, joined by dots; the last may be a key of a map
 * @param nested the records on the way
 * @param position of the field in the innermost record
 * @param key where that field is a map
 * @param schema of the value to put there
 */
record Target(String path, List<Nested> nested, int position, @Nullable String key, Schema schema) {
  /** A record inside a record, made where it is not there. */
  record Nested(int position, Blank blank) {}

  /** Empty, and a problem with the nearest spelling, where there is no such field. */
  static Optional<Target> of(String path, Schema record, YamlNode at, Problems problems) {
    List<String> steps = List.of(path.split("\\.", -1));
    Schema schema = record;
    List<Nested> nested = new ArrayList<>();
    int position = -1;
    String key = null;
    for (String step : steps) {
      if (schema.getType() == Schema.Type.MAP) {
        schema = schema.getValueType();
        key = step;
        continue;
      }
      Schema.Field field = schema.getType() == Schema.Type.RECORD ? schema.getField(step) : null;
      if (field == null || (schema.equals(record) && EntityType.OURS.contains(step))) {
        problems.add(unknown(step, schema, at));
        return Optional.empty();
      }
      if (position >= 0) {
        nested.add(new Nested(position, Blank.of(schema)));
      }
      position = field.pos();
      schema = AvroTypes.notNull(field.schema());
    }
    return Optional.of(new Target(path, List.copyOf(nested), position, key, schema));
  }

  private static Problem unknown(String step, Schema schema, YamlNode at) {
    List<String> valid =
        schema.getType() == Schema.Type.RECORD
            ? schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !EntityType.OURS.contains(name))
                .toList()
            : List.of();
    return new Problem(
        at.file(),
        at.line(),
        at.path(),
        step,
        "a field of " + schema.getName(),
        Spelling.nearest(step, valid).orElse(null));
  }

  /** Puts the value there, making nested records on the way; nothing is put for null. */
  void put(SpecificRecord root, @Nullable Object value) {
    if (value == null) {
      return;
    }
    SpecificRecord record = innermost(root);
    if (key == null) {
      record.put(position, value);
    } else {
      @SuppressWarnings("unchecked") // the only maps mappings may fill hold texts
      Map<String, Object> texts = (Map<String, Object>) record.get(position);
      texts.put(key, value);
    }
  }

  /** The list that is there from the start. */
  @SuppressWarnings("unchecked") // a blank record has a list of objects there
  List<Object> list(SpecificRecord root) {
    return (List<Object>) innermost(root).get(position);
  }

  private SpecificRecord innermost(SpecificRecord root) {
    SpecificRecord record = root;
    for (Nested step : nested) {
      Object inner = record.get(step.position());
      if (inner == null) {
        inner = step.blank().make();
        record.put(step.position(), inner);
      }
      record = (SpecificRecord) inner;
    }
    return record;
  }
}
