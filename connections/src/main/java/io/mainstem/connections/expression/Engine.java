package io.mainstem.connections.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import io.mainstem.schemas.canonical.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One CEL engine: its types, its functions, its limits. */
final class Engine {
  static final int MAX_EXPRESSION_CHARS = 4_000;
  static final int MAX_ITERATIONS = 10_000;

  /** Mixed lists would turn into dyn and escape the checker; there is no newer spelling of this. */
  @SuppressWarnings("deprecation")
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(MAX_EXPRESSION_CHARS)
          .enableHomogeneousLiterals(true)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final Types types = new Types();
  private final String currency;
  private final List<Function> functions;
  private final List<LiteralRule> rules;
  private final Map<String, Function> overloads;
  private final boolean closures;
  private final CelRuntime runtime;

  /** Without closures it runs everything itself: the judge they are held against. */
  Engine(Business business, @Nullable References references, boolean closures) {
    this.currency = business.currency();
    FunctionSet library = FunctionLibrary.of(business, references, types);
    this.functions = library.functions();
    this.rules = library.rules();
    this.closures = closures;
    this.overloads =
        functions.stream().collect(Collectors.toUnmodifiableMap(Function::id, each -> each));
    CelRuntimeBuilder builder =
        CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).setTypeProvider(types);
    functions.forEach(function -> builder.addFunctionBindings(function.binding()));
    this.runtime = builder.build();
  }

  CelCompiler compiler(Map<String, CelType> variables) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(types)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    variables.forEach(builder::addVar);
    functions.stream()
        .collect(Collectors.groupingBy(Function::name))
        .forEach(
            (name, overloads) ->
                builder.addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                        name,
                        overloads.stream()
                            .map(
                                function ->
                                    CelOverloadDecl.newGlobalOverload(
                                        function.id(), function.result(), function.arguments()))
                            .toList())));
    return builder.build();
  }

  Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
    return runtime.createProgram(tree);
  }

  /** The same program without the engine; empty where it takes the engine to run it. */
  Optional<Closure> closure(CelAbstractSyntaxTree tree) {
    return closures ? Closure.of(tree, overloads, types) : Optional.empty();
  }

  CelType typeOf(ResultType result) {
    return switch (result) {
      case BOOLEAN -> Types.BOOLEAN;
      case INTEGER -> Types.INTEGER;
      case DECIMAL -> Types.DECIMAL;
      case TEXT -> Types.TEXT;
      case MONEY -> types.of(Money.getClassSchema());
      case INSTANT -> Types.INSTANT;
      case DATE -> Types.DATE;
      case TEXTS -> ListType.create(Types.TEXT);
      case ANY -> SimpleType.DYN;
    };
  }

  /** What a variable without a value reads as. */
  Object absent(CelType type) {
    return switch (type) {
      case StructTypeReference reference -> types.absent(reference.name());
      case ListType _ -> List.of();
      case MapType map -> new Entries(Map.of(), absent(map.valueType()));
      default -> NullValue.NULL_VALUE;
    };
  }

  Types types() {
    return types;
  }

  List<LiteralRule> rules() {
    return rules;
  }

  String currency() {
    return currency;
  }

  Set<String> functionNames() {
    return functions.stream().map(Function::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
