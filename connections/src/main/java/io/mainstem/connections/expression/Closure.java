package io.mainstem.connections.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A checked expression as nested Java calls: paths into JSON, literals, lists, and calls of our own
 * functions. The engine stays the judge: of an expression with anything else in it there is no
 * closure, and whatever goes wrong in one is the engine's to say.
 */
@FunctionalInterface
interface Closure {
  /**
   * The value the engine would give.
   *
   * @throws RuntimeException if the engine must be asked: {@link AskEngine}, or what a function
   *     threw
   */
  Object value(Scope scope);

  /** Empty where the engine alone knows how to run it. */
  static Optional<Closure> of(
      CelAbstractSyntaxTree tree, Map<String, Function> overloads, Types types) {
    return Optional.ofNullable(new Builder(tree, overloads, types).of(tree.getExpr()));
  }

  /** Nulls are everyday: no stack trace. */
  final class AskEngine extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private AskEngine() {
      super("the engine must be asked", null, false, false);
    }
  }

  /** Builds one closure out of those of its parts; null for what it does not know. */
  record Builder(CelAbstractSyntaxTree tree, Map<String, Function> overloads, Types types) {

    /** CEL's own arithmetic that mappings use; too large a number is the engine's to refuse. */
    private static final Map<String, Function.Body> INTEGERS =
        Map.of(
            "add_int64", integers(Math::addExact),
            "subtract_int64", integers(Math::subtractExact),
            "multiply_int64", integers(Math::multiplyExact));

    private static Function.Body integers(LongBinaryOperator operator) {
      return values -> {
        if (values[0] instanceof Long left && values[1] instanceof Long right) {
          return operator.applyAsLong(left, right);
        }
        throw new AskEngine();
      };
    }

    @Nullable Closure of(CelExpr node) {
      return switch (node.exprKind().getKind()) {
        case CONSTANT -> constant(node.constant());
        case IDENT -> variable(node.ident().name());
        case SELECT -> select(node);
        case CALL -> call(node);
        case LIST -> list(node.list());
        case COMPREHENSION, MAP, STRUCT, NOT_SET -> null;
      };
    }

    private static @Nullable Closure constant(CelConstant constant) {
      Object value =
          switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> constant.int64Value();
            case BOOLEAN_VALUE -> constant.booleanValue();
            case NULL_VALUE -> NullValue.NULL_VALUE;
            default -> null;
          };
      return value == null ? null : _ -> value;
    }

    private static Closure variable(String name) {
      String interned = name.intern();
      return scope -> known(scope.value(interned));
    }

    /** Steps through objects nobody looks at do without a struct each. */
    private @Nullable Closure select(CelExpr node) {
      List<String> steps = new ArrayList<>();
      CelExpr from = node;
      StructType innermost = null;
      while (from.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT) {
        StructType type = from.select().testOnly() ? null : struct(from.select().operand());
        if (type == null || tree.getReference(from.id()).isPresent()) {
          return null;
        }
        innermost = innermost == null ? type : innermost;
        // As the parser's names are: a look-up need not compare them.
        steps.addFirst(from.select().field().intern());
        from = from.select().operand();
      }
      Closure root = of(from);
      StructType start = struct(from);
      if (root == null || start == null || innermost == null) {
        return null;
      }
      CelType type = innermost.findField(steps.getLast()).map(StructType.Field::type).orElse(null);
      return type == null
          ? null
          : path(root, start, steps.toArray(String[]::new), Values.reader(type, types));
    }

    // A type is made once for each shape: another object is another shape.
    @SuppressWarnings("ReferenceEquality")
    private static Closure path(
        Closure root, StructType start, String[] steps, Values.FromJson reader) {
      return scope -> {
        Object value = root.value(scope);
        if (value instanceof JsonStruct struct && struct.celType() == start) {
          JsonNode at = struct.node();
          for (String step : steps) {
            at = at.path(step);
          }
          return known(reader.read(at));
        }
        for (String step : steps) {
          value =
              switch (value) {
                case JsonStruct struct -> struct.select(step);
                case AvroStruct struct -> struct.select(step);
                default -> throw new AskEngine();
              };
        }
        return known(value);
      };
    }

    private @Nullable StructType struct(CelExpr node) {
      return tree.getType(node.id()).orElse(null) instanceof StructTypeReference reference
          ? (StructType) types.findType(reference.name()).orElse(null)
          : null;
    }

    /** One of our own functions, where the checker left no choice. */
    private @Nullable Closure call(CelExpr node) {
      CelReference reference = tree.getReference(node.id()).orElse(null);
      if (reference == null
          || reference.overloadIds().size() != 1
          || node.call().target().isPresent()) {
        return null;
      }
      String overload = reference.overloadIds().getFirst();
      Function function = overloads.get(overload);
      Function.Body body = function == null ? INTEGERS.get(overload) : function.body();
      Closure[] arguments = all(node.call().args());
      if (body == null || arguments == null) {
        return null;
      }
      return scope -> {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = arguments[i].value(scope);
        }
        return known(body.apply(values));
      };
    }

    private @Nullable Closure list(CelExpr.CelList list) {
      Closure[] elements = all(list.elements());
      if (elements == null || !list.optionalIndices().isEmpty()) {
        return null;
      }
      return scope -> {
        List<Object> values = new ArrayList<>(elements.length);
        for (Closure element : elements) {
          values.add(element.value(scope));
        }
        return values;
      };
    }

    private Closure @Nullable [] all(List<CelExpr> nodes) {
      Closure[] closures = new Closure[nodes.size()];
      for (int i = 0; i < closures.length; i++) {
        Closure one = of(nodes.get(i));
        if (one == null) {
          return null;
        }
        closures[i] = one;
      }
      return closures;
    }

    private static Object known(@Nullable Object value) {
      if (value == null) {
        throw new AskEngine();
      }
      return value;
    }
  }
}
