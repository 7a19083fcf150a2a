package io.mainstem.connections.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.connections.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** What an expression may speak of: variables, their types, and the functions. */
public final class Environment {
  private static final Pattern UNDEFINED_FIELD = Pattern.compile("undefined field '([^']+)'");
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']+)'(?: \\(in container '[^']*'\\))?");
  private static final Pattern HYPHEN = Pattern.compile("-(.)");
  private static final int MAX_SHOWN = 120;

  private final Engine engine;
  private final Map<String, CelType> variables;

  /** Which variables are parts of a payload, and which: the root is the empty path. */
  private final Map<String, String> paths;

  private @Nullable CelCompiler compiler;

  private Environment(Engine engine, Map<String, CelType> variables, Map<String, String> paths) {
    this.engine = engine;
    this.variables = variables;
    this.paths = paths;
  }

  /**
   * Without variables but {@code currency}, the business's.
   *
   * @param references what {@code ref()} may refer to; null where there is nothing
   */
  public static Environment of(Business business, @Nullable References references) {
    return new Environment(
        new Engine(business, references, true), Map.of("currency", SimpleType.STRING), Map.of());
  }

  /** The same, in which the engine runs everything itself: what closures are held against. */
  public static Environment ofEngineAlone(Business business, References references) {
    return new Environment(
        new Engine(business, references, false), Map.of("currency", SimpleType.STRING), Map.of());
  }

  /** With a map of texts; one that is not in it reads as null. */
  public Environment withTexts(String variable) {
    return with(variable, MapType.create(SimpleType.STRING, Types.TEXT));
  }

  /** With a variable that holds a payload. */
  public Environment with(String variable, Shape shape) {
    return with(variable, engine.types().of(shape), "");
  }

  public Environment with(String variable, Schema schema) {
    return with(variable, engine.types().of(schema));
  }

  /** With a variable that is an element of the list that {@code list} gives. */
  public Environment withElement(String variable, Compiled list) {
    return with(
        variable,
        list.type() instanceof ListType type ? type.elemType() : SimpleType.DYN,
        list.reads().result() == null ? null : list.reads().result() + Reads.ELEMENT);
  }

  private Environment with(String variable, CelType type) {
    return with(variable, type, null);
  }

  private Environment with(String variable, CelType type, @Nullable String path) {
    Map<String, CelType> more = new LinkedHashMap<>(variables);
    more.put(variable, type);
    Map<String, String> parts = new LinkedHashMap<>(paths);
    parts.remove(variable);
    if (path != null) {
      parts.put(variable, path);
    }
    return new Environment(engine, more, parts);
  }

  /** Values for the variables: JSON or Avro; a variable left out reads as absent. */
  public Scope scope(Map<String, ?> given) {
    Map<String, Object> values = new HashMap<>();
    variables.forEach((name, type) -> values.put(identifier(name), value(name, type, given)));
    return new Scope(values);
  }

  private Object value(String name, CelType type, Map<String, ?> given) {
    if (name.equals("currency")) {
      return engine.currency();
    }
    return switch (given.get(name)) {
      case JsonNode json -> Values.ofJson(json, type, engine.types());
      case IndexedRecord avro -> Values.ofAvro(avro, avro.getSchema(), engine.types());
      case Map<?, ?> texts -> {
        Map<String, Object> entries = new HashMap<>();
        texts.forEach((key, text) -> entries.put(key.toString(), String.valueOf(text)));
        yield new Entries(entries, NullValue.NULL_VALUE);
      }
      case null, default -> engine.absent(type);
    };
  }

  /** The scalar at {@code at}, compiled to give a value for that Avro schema. */
  public Optional<Compiled> compile(YamlNode at, Schema target, Problems problems) {
    return compile(at, engine.types().of(target), problems);
  }

  /** The scalar at {@code at}, compiled to give that type. */
  public Optional<Compiled> compile(YamlNode at, ResultType target, Problems problems) {
    return compile(at, engine.typeOf(target), problems);
  }

  /** The scalar at {@code at}, compiled to give a list of anything. */
  public Optional<Compiled> compileList(YamlNode at, Problems problems) {
    Optional<Compiled> compiled = compile(at, SimpleType.DYN, problems);
    if (compiled.isPresent() && !(compiled.get().type() instanceof ListType)) {
      problems.wrong(at, "an expression that gives a list");
      return Optional.empty();
    }
    return compiled;
  }

  private Optional<Compiled> compile(YamlNode at, CelType target, Problems problems) {
    if (!at.isScalar()) {
      at.report("an expression", problems);
      return Optional.empty();
    }
    String source = at.text().orElse("");
    try {
      CelValidationResult parsed = compiler().parse(source);
      CelValidationResult result = parsed.hasError() ? parsed : compiler().check(parsed.getAst());
      if (result.hasError()) {
        result.getErrors().forEach(issue -> problems.add(problem(at, source, issue)));
        return Optional.empty();
      }
      CelAbstractSyntaxTree tree = result.getAst();
      if (!Assignable.to(target, tree.getResultType())) {
        problems.add(
            new Problem(
                at.file(),
                at.line(),
                at.path(),
                shown(source),
                "an expression that gives "
                    + Assignable.spoken(target)
                    + ", not "
                    + Assignable.spoken(tree.getResultType()),
                null));
        return Optional.empty();
      }
      if (!literals(at, source, tree, problems)) {
        return Optional.empty();
      }
      CelAbstractSyntaxTree typed = TypedPicks.in(tree, compiler());
      return Optional.of(
          new Compiled(
              source,
              tree.getResultType(),
              engine.program(typed),
              engine.closure(typed).orElse(null),
              Reads.of(tree, paths)));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("an expression that was checked", e);
    }
  }

  /** False, and problems, where a literal is none of those a function takes. */
  private boolean literals(
      YamlNode at, String source, CelAbstractSyntaxTree tree, Problems problems) {
    List<Problem> wrong = new ArrayList<>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(node -> node.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL)
        .forEach(
            node ->
                engine.rules().stream()
                    .filter(rule -> rule.function().equals(node.call().function()))
                    .filter(rule -> rule.argument() < node.call().args().size())
                    .forEach(
                        rule ->
                            text(node.call().args().get(rule.argument()))
                                .filter(rule.right().negate())
                                .ifPresent(
                                    literal ->
                                        wrong.add(
                                            new Problem(
                                                at.file(),
                                                at.line(),
                                                at.path(),
                                                shown(source),
                                                rule.expected() + "; '" + literal + "' is none",
                                                Spelling.nearest(literal, rule.known())
                                                    .orElse(null))))));
    wrong.forEach(problems::add);
    return wrong.isEmpty();
  }

  private static Optional<String> text(CelExpr argument) {
    return argument.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && argument.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(argument.constant().stringValue())
        : Optional.empty();
  }

  private synchronized CelCompiler compiler() {
    if (compiler == null) {
      Map<String, CelType> spoken = new LinkedHashMap<>();
      variables.forEach((name, type) -> spoken.put(identifier(name), type));
      compiler = engine.compiler(spoken);
    }
    return compiler;
  }

  private Problem problem(YamlNode at, String source, CelIssue issue) {
    String message = issue.getMessage();
    String nearest = null;
    Matcher field = UNDEFINED_FIELD.matcher(message);
    Matcher name = UNDECLARED.matcher(message);
    String expected;
    if (field.find()) {
      expected = "a declared field; '" + field.group(1) + "' is none";
      nearest = Spelling.nearest(field.group(1), engine.types().fieldNames()).orElse(null);
    } else if (name.find()) {
      expected = "a known variable or function; '" + name.group(1) + "' is none";
      Set<String> known = new TreeSet<>();
      variables.keySet().forEach(variable -> known.add(identifier(variable)));
      known.addAll(engine.functionNames());
      nearest = Spelling.nearest(name.group(1), known).orElse(null);
    } else {
      int candidates = message.indexOf(" (candidates");
      expected = candidates < 0 ? message : message.substring(0, candidates);
    }
    return new Problem(
        at.file(),
        at.line(),
        at.path(),
        shown(source),
        expected + ", at character " + (issue.getSourceLocation().getColumn() + 1),
        nearest);
  }

  /** Expressions call {@code stock-level} {@code stockLevel}: a hyphen is a minus to them. */
  static String identifier(String name) {
    if (name.indexOf('-') < 0) {
      return name;
    }
    return HYPHEN.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  private static String shown(String source) {
    return source.length() <= MAX_SHOWN ? source : source.substring(0, MAX_SHOWN) + "…";
  }
}
