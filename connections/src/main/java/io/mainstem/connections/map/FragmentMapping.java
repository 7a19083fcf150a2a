package io.mainstem.connections.map;

import io.mainstem.connections.expression.Compiled;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.map.FieldMapping.Blame;
import io.mainstem.connections.tool.FragmentSpec;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One compiled fragment of an object. */
record FragmentMapping(
    EntityType entity,
    @Nullable String subObject,
    @Nullable Compiled subId,
    @Nullable Compiled when,
    List<String> required,
    List<FieldMapping> fields) {

  static FragmentMapping compile(FragmentSpec spec, Environment environment, Problems problems) {
    Schema schema = spec.entity().schema();
    spec.required()
        .forEach(
            name -> {
              if (schema.getField(name) == null) {
                problems.unknown(
                    spec.at().get("required"),
                    name,
                    schema.getFields().stream().map(Schema.Field::name).toList());
              }
            });
    Compiled subId =
        spec.id() == null
            ? null
            : environment.compile(spec.id(), ResultType.TEXT, problems).orElse(null);
    return new FragmentMapping(
        spec.entity(),
        spec.object(),
        subId,
        FieldMapping.condition(spec.when(), environment, problems),
        spec.required(),
        FieldMapping.compile(spec.fields(), schema, environment, problems));
  }

  /** Empty where its condition does not hold, or the sub-record is not mentioned. */
  Optional<Fragment> map(String connection, String object, String id, Scope scope, Trace trace) {
    if (when != null && !Boolean.TRUE.equals(Blame.eval(when, scope, entity.name()))) {
      trace.saw("", when.source(), null, "left out: the condition does not hold");
      return Optional.empty();
    }
    String speaker = id;
    if (subId != null) {
      if (!(Blame.eval(subId, scope, entity.name()) instanceof String text) || text.isBlank()) {
        trace.saw("", subId.source(), null, "left out: the payload mentions none");
        return Optional.empty();
      }
      speaker = text;
    }
    SourceKey source = new SourceKey(connection, subObject == null ? object : subObject, speaker);
    SpecificRecord record = AvroRecords.blank(entity.schema());
    put(record, "id", AliasId.of(entity, source));
    put(record, "version", 0L);
    put(record, "updatedAt", Instant.EPOCH);
    fields.forEach(field -> field.fill(record, scope, trace));
    put(
        record,
        "missing",
        required.stream()
            .filter(name -> !AvroRecords.isSupplied(record.get(position(record, name))))
            .toList());
    return Optional.of(new Fragment(entity, source, record));
  }

  private static void put(SpecificRecord record, String field, Object value) {
    record.put(position(record, field), value);
  }

  private static int position(SpecificRecord record, String field) {
    return record.getSchema().getField(field).pos();
  }
}
