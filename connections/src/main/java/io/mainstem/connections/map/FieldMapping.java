package io.mainstem.connections.map;

import io.mainstem.connections.expression.Compiled;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.ExpressionFailure;
import io.mainstem.connections.expression.ResultType;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.tool.FragmentSpec;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One compiled field of a fragment. */
sealed interface FieldMapping {
  void fill(SpecificRecord record, Scope scope, Trace trace);

  /** Whether it reads what is at that path of the payload, {@code lines[].sku}. */
  boolean touches(String path);

  /** Compiles fields of records of that schema; what is wrong goes to the problems. */
  static List<FieldMapping> compile(
      List<FragmentSpec.FieldSpec> specs,
      Schema schema,
      Environment environment,
      Problems problems) {
    List<FieldMapping> fields = new ArrayList<>();
    for (FragmentSpec.FieldSpec spec : specs) {
      Optional<Target> target = Target.of(spec.target(), schema, spec.at(), problems);
      target
          .flatMap(
              found ->
                  switch (spec) {
                    case FragmentSpec.Value value -> value(value, found, environment, problems);
                    case FragmentSpec.Each each -> each(each, found, environment, problems);
                    case FragmentSpec.Items items -> items(items, found, environment, problems);
                  })
          .ifPresent(fields::add);
    }
    return fields;
  }

  private static Optional<FieldMapping> value(
      FragmentSpec.Value spec, Target target, Environment environment, Problems problems) {
    FragmentSpec.ValueMap map = spec.map();
    if (map == null) {
      return environment
          .compile(spec.expression(), target.schema(), problems)
          .map(compiled -> Value.of(target, compiled, null));
    }
    if (target.schema().getType() == Schema.Type.ENUM) {
      List<String> symbols = AvroRecords.symbols(target.schema());
      spec.at().get("values").entries().values().forEach(ours -> ours.oneOf(symbols, problems));
      if (map.unknown() != null) {
        List<String> answers = new ArrayList<>(symbols);
        answers.add("quarantine");
        spec.at().get("unknown").oneOf(answers, problems);
      }
    }
    return environment
        .compile(spec.expression(), ResultType.TEXT, problems)
        .map(compiled -> Value.of(target, compiled, map));
  }

  private static Optional<FieldMapping> each(
      FragmentSpec.Each spec, Target target, Environment environment, Problems problems) {
    Optional<Schema> element = elementOf(target, spec.at(), problems);
    Optional<Compiled> list = environment.compileList(spec.list(), problems);
    if (element.isEmpty() || list.isEmpty()) {
      return Optional.empty();
    }
    Environment inner = environment.withElement(spec.as(), list.get());
    Compiled when = condition(spec.when(), inner, problems);
    return Optional.of(
        new Each(
            target,
            Blank.of(element.get()),
            list.get(),
            spec.as(),
            when,
            compile(spec.fields(), element.get(), inner, problems),
            Blame.field(list.get().source(), target.path())));
  }

  private static Optional<FieldMapping> items(
      FragmentSpec.Items spec, Target target, Environment environment, Problems problems) {
    return elementOf(target, spec.at(), problems)
        .map(
            element ->
                new Items(
                    target,
                    Blank.of(element),
                    spec.items().stream()
                        .map(fields -> compile(fields, element, environment, problems))
                        .toList()));
  }

  private static Optional<Schema> elementOf(Target target, YamlNode at, Problems problems) {
    if (target.schema().getType() == Schema.Type.ARRAY
        && target.schema().getElementType().getType() == Schema.Type.RECORD) {
      return Optional.of(target.schema().getElementType());
    }
    problems.wrong(at, "one expression: " + target.path() + " is not a list of records");
    return Optional.empty();
  }

  static @Nullable Compiled condition(
      @Nullable YamlNode at, Environment environment, Problems problems) {
    return at == null ? null : environment.compile(at, ResultType.BOOLEAN, problems).orElse(null);
  }

  /** Filled by one expression. */
  record Value(
      Target target, Compiled expression, FragmentSpec.@Nullable ValueMap map, String field)
      implements FieldMapping {
    /** Says once what to blame: it never changes, and to find it costs as much as mapping. */
    static FieldMapping of(
        Target target, Compiled expression, FragmentSpec.@Nullable ValueMap map) {
      return new Value(target, expression, map, Blame.field(expression.source(), target.path()));
    }

    @Override
    public boolean touches(String path) {
      return expression.reads().touches(path);
    }

    @Override
    public void fill(SpecificRecord record, Scope scope, Trace trace) {
      Object raw = Blame.eval(expression, scope, field);
      Object ours = map == null ? raw : mapped(raw, map, field);
      Object value = AvroRecords.convert(ours, target.schema(), field);
      target.put(record, value);
      if (trace.listens()) {
        trace.saw(
            target.path(),
            expression.source(),
            value,
            value == null
                ? "nothing in the payload"
                : map == null ? "supplied" : "value map: " + raw + " is " + value);
      }
    }

    private static @Nullable Object mapped(
        @Nullable Object raw, FragmentSpec.ValueMap map, String field) {
      if (raw == null) {
        return null;
      }
      String ours = map.values().getOrDefault(raw.toString(), map.unknown());
      if (ours == null) {
        throw AvroRecords.unknownValue(raw.toString(), map.values().keySet(), field);
      }
      return ours;
    }
  }

  /** Filled by a record for every element of a list. */
  record Each(
      Target target,
      Blank blank,
      Compiled list,
      String as,
      @Nullable Compiled when,
      List<FieldMapping> fields,
      String field)
      implements FieldMapping {
    @Override
    public boolean touches(String path) {
      return list.reads().touchesAsList(path)
          || (when != null && when.reads().touches(path))
          || fields.stream().anyMatch(field -> field.touches(path));
    }

    @Override
    public void fill(SpecificRecord record, Scope scope, Trace trace) {
      List<Object> made = new ArrayList<>();
      for (Object item : Blame.elements(list, scope, field)) {
        Scope inner = scope.with(as, item);
        if (when == null || Boolean.TRUE.equals(Blame.eval(when, inner, field))) {
          SpecificRecord part = blank.make();
          Trace within = trace.within(target.path(), made.size());
          for (FieldMapping mapping : fields) {
            mapping.fill(part, inner, within);
          }
          made.add(part);
        }
      }
      target.list(record).addAll(made);
    }
  }

  /** Filled by records written out one by one; one in which nothing is supplied is left out. */
  record Items(Target target, Blank blank, List<List<FieldMapping>> items) implements FieldMapping {
    @Override
    public boolean touches(String path) {
      return items.stream().flatMap(List::stream).anyMatch(field -> field.touches(path));
    }

    @Override
    public void fill(SpecificRecord record, Scope scope, Trace trace) {
      for (List<FieldMapping> fields : items) {
        SpecificRecord part = blank.make();
        Trace within = trace.within(target.path(), target.list(record).size());
        for (FieldMapping mapping : fields) {
          mapping.fill(part, scope, within);
        }
        if (!part.equals(blank.make())) {
          target.list(record).add(part);
        }
      }
    }
  }

  /** Says which field of the payload is to blame. */
  final class Blame {
    private static final Pattern PATH =
        Pattern.compile(
            "\\bpayload\\.([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)(?!\\()");

    private Blame() {}

    static @Nullable Object eval(Compiled expression, Scope scope, String field) {
      try {
        return expression.eval(scope);
      } catch (ExpressionFailure e) {
        throw misfit(e, field);
      }
    }

    static List<Object> elements(Compiled list, Scope scope, String field) {
      try {
        return list.elements(scope);
      } catch (ExpressionFailure e) {
        throw misfit(e, field);
      }
    }

    private static Misfit misfit(ExpressionFailure failure, String field) {
      UnfitCode code =
          switch (failure.code()) {
            case UNPARSEABLE_MONEY -> UnfitCode.UNPARSEABLE_MONEY;
            case UNPARSEABLE_VALUE -> UnfitCode.UNPARSEABLE_VALUE;
            case NOT_COMPUTABLE -> UnfitCode.EXPRESSION_FAILED;
          };
      return new Misfit(code, field + ": " + failure.getMessage() + ".", field);
    }

    /** The first path into the payload that the expression reads, else the canonical field. */
    static String field(String expression, String canonical) {
      Matcher matcher = PATH.matcher(expression);
      return matcher.find() ? matcher.group(1) : canonical;
    }
  }
}
