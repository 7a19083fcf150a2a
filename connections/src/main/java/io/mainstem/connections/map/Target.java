package io.mainstem.connections.map;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.AvroTypes;
import io.mainstem.schemas.EntityType;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A field of a canonical record, perhaps inside a nested one.
 *
 * @param steps field names from the outside in; the last may be a key of a map
 * @param schema of the value to put there
 */
record Target(List<String> steps, Schema schema) {
  /** Empty, and a problem with the nearest spelling, where there is no such field. */
  static Optional<Target> of(String path, Schema record, YamlNode at, Problems problems) {
    List<String> steps = List.of(path.split("\\.", -1));
    Schema schema = record;
    for (String step : steps) {
      if (schema.getType() == Schema.Type.MAP) {
        schema = schema.getValueType();
        continue;
      }
      Schema.Field field = schema.getType() == Schema.Type.RECORD ? schema.getField(step) : null;
      if (field == null || (schema.equals(record) && EntityType.OURS.contains(step))) {
        problems.add(unknown(step, schema, at));
        return Optional.empty();
      }
      schema = AvroTypes.notNull(field.schema());
    }
    return Optional.of(new Target(steps, schema));
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

  String path() {
    return String.join(".", steps);
  }

  /** Puts the value there, making nested records on the way; nothing is put for null. */
  void put(SpecificRecord root, @Nullable Object value) {
    if (value == null) {
      return;
    }
    SpecificRecord record = root;
    for (int i = 0; i < steps.size() - 1; i++) {
      Schema.Field field = record.getSchema().getField(steps.get(i));
      Object nested = record.get(field.pos());
      if (nested instanceof java.util.Map<?, ?> map) {
        @SuppressWarnings("unchecked") // the only maps mappings may fill hold texts
        java.util.Map<String, Object> texts = (java.util.Map<String, Object>) map;
        texts.put(steps.getLast(), value);
        return;
      }
      if (nested == null) {
        nested = AvroRecords.blank(AvroTypes.notNull(field.schema()));
        record.put(field.pos(), nested);
      }
      record = (SpecificRecord) nested;
    }
    record.put(record.getSchema().getField(steps.getLast()).pos(), value);
  }
}
