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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One compiled fragment of an object. */
record FragmentMapping(
    EntityType entity,
    Blank blank,
    List<Loop> loops,
    @Nullable String subObject,
    @Nullable Compiled subId,
    @Nullable Compiled when,
    List<Schema.Field> required,
    List<FieldMapping> fields) {

  /** Records one payload may make by one fragment: a year's budget has some thousands. */
  static final int MAX_RECORDS = 5_000;

  /** A list of which every element makes a record of its own. */
  record Loop(String variable, Compiled list) {}

  static FragmentMapping compile(FragmentSpec spec, Environment outer, Problems problems) {
    Environment environment = outer;
    List<Loop> loops = new ArrayList<>();
    for (FragmentSpec.Loop loop : spec.loops()) {
      Optional<Compiled> list = environment.compileList(loop.list(), problems);
      if (list.isPresent()) {
        loops.add(new Loop(loop.variable(), list.get()));
        environment = environment.withElement(loop.variable(), list.get());
      }
    }
    Schema schema = spec.entity().schema();
    List<Schema.Field> required = new ArrayList<>();
    spec.required()
        .forEach(
            name -> {
              Schema.Field field = schema.getField(name);
              if (field != null) {
                required.add(field);
              } else {
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
        Blank.of(schema),
        List.copyOf(loops),
        spec.object(),
        subId,
        FieldMapping.condition(spec.when(), environment, problems),
        List.copyOf(required),
        FieldMapping.compile(spec.fields(), schema, environment, problems));
  }

  /** Whether it depends on what is at that path of the payload. */
  boolean touches(String path) {
    return loops.stream().anyMatch(loop -> loop.list().reads().touchesAsList(path))
        || (subId != null && subId.reads().touches(path))
        || (when != null && when.reads().touches(path))
        || fields.stream().anyMatch(field -> field.touches(path));
  }

  /** One, or one for every element; none where its condition does not hold. */
  List<Fragment> map(String connection, String object, String id, Scope scope, Trace trace) {
    List<Scope> scopes = List.of(scope);
    for (Loop loop : loops) {
      List<Scope> inner = new ArrayList<>();
      for (Scope one : scopes) {
        Blame.elements(loop.list(), one, entity.name())
            .forEach(element -> inner.add(one.with(loop.variable(), element)));
      }
      if (inner.size() > MAX_RECORDS) {
        throw new Misfit(
            UnfitCode.EXPRESSION_FAILED,
            entity.name()
                + ": "
                + inner.size()
                + " records (expected: at most "
                + MAX_RECORDS
                + ").",
            Blame.field(loop.list().source(), entity.name()));
      }
      scopes = inner;
    }
    List<Fragment> made = new ArrayList<>(scopes.size());
    for (Scope one : scopes) {
      one(connection, object, id, one, trace).ifPresent(made::add);
    }
    return made;
  }

  /** Empty where its condition does not hold, or the sub-record is not mentioned. */
  private Optional<Fragment> one(
      String connection, String object, String id, Scope scope, Trace trace) {
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
    SpecificRecord record = blank.make();
    put(record, "id", AliasId.of(entity, source));
    put(record, "version", 0L);
    put(record, "updatedAt", Instant.EPOCH);
    for (FieldMapping field : fields) {
      field.fill(record, scope, trace);
    }
    List<String> missing = new ArrayList<>();
    for (Schema.Field field : required) {
      if (!AvroRecords.isSupplied(record.get(field.pos()))) {
        missing.add(field.name());
      }
    }
    put(record, "missing", missing);
    return Optional.of(new Fragment(entity, source, record));
  }

  private static void put(SpecificRecord record, String field, Object value) {
    record.put(position(record, field), value);
  }

  private static int position(SpecificRecord record, String field) {
    return record.getSchema().getField(field).pos();
  }
}
