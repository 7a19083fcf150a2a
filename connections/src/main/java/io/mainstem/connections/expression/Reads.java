package io.mainstem.connections.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a payload an expression reads: paths such as {@code lines[].sku}. Where that
 * cannot be told, more is named rather than less.
 *
 * @param paths each with all that is beneath it
 * @param result the part the expression itself gives, where it gives one as it is
 */
public record Reads(Set<String> paths, @Nullable String result) {
  static final String ELEMENT = "[]";

  /** Functions that give an element of their first argument as it is. */
  private static final Set<String> PICKS = Set.of("first", "last");

  public Reads {
    paths = Set.copyOf(paths);
  }

  static Reads of(CelAbstractSyntaxTree tree, Map<String, String> variables) {
    Walk walk = new Walk(new LinkedHashSet<>());
    String result = walk.visit(tree.getExpr(), variables);
    return new Reads(walk.paths(), result);
  }

  /** Whether what is at that path, or above or beneath it, matters to this. */
  public boolean touches(String path) {
    return onTheWay(path) || (result != null && meet(result, path));
  }

  /** The same for a list that is walked: what its elements hold is somebody else's matter. */
  public boolean touchesAsList(String path) {
    return onTheWay(path) || (result != null && within(result, path));
  }

  private boolean onTheWay(String path) {
    return paths.stream().anyMatch(read -> meet(read, path));
  }

  private static boolean meet(String one, String other) {
    return within(one, other) || within(other, one);
  }

  /** {@code a.b} is within {@code a}; everything is within the root. */
  private static boolean within(String inner, String outer) {
    return outer.isEmpty()
        || (inner.startsWith(outer)
            && (inner.length() == outer.length()
                || inner.charAt(outer.length()) == '.'
                || inner.charAt(outer.length()) == '['));
  }

  /** One walk over a tree; each visit gives the path of what the node stands for, if it is one. */
  private record Walk(Set<String> paths) {
    void read(@Nullable String path) {
      if (path != null) {
        paths.add(path);
      }
    }

    @Nullable String visit(CelExpr node, Map<String, String> scope) {
      return switch (node.exprKind().getKind()) {
        case IDENT -> scope.get(node.ident().name());
        case SELECT -> select(node.select(), scope);
        case CALL -> call(node.call(), scope);
        case COMPREHENSION -> comprehension(node.comprehension(), scope);
        case LIST -> {
          node.list().elements().forEach(element -> read(visit(element, scope)));
          yield null;
        }
        case MAP -> {
          node.map().entries().forEach(entry -> read(visit(entry.value(), scope)));
          yield null;
        }
        case STRUCT -> {
          node.struct().entries().forEach(entry -> read(visit(entry.value(), scope)));
          yield null;
        }
        case CONSTANT, NOT_SET -> null;
      };
    }

    private @Nullable String select(CelExpr.CelSelect select, Map<String, String> scope) {
      String operand = visit(select.operand(), scope);
      return operand == null
          ? null
          : operand.isEmpty() ? select.field() : operand + "." + select.field();
    }

    private @Nullable String call(CelExpr.CelCall call, Map<String, String> scope) {
      if (call.function().equals("_[_]")) {
        return index(call, scope);
      }
      if (PICKS.contains(call.function()) && !call.args().isEmpty()) {
        String list = visit(call.args().getFirst(), scope);
        call.args().stream().skip(1).forEach(argument -> read(visit(argument, scope)));
        return list == null ? null : list + ELEMENT;
      }
      call.target().ifPresent(target -> read(visit(target, scope)));
      call.args().forEach(argument -> read(visit(argument, scope)));
      return null;
    }

    /** An element of a list, or the entry of a map where its key is written there. */
    private @Nullable String index(CelExpr.CelCall call, Map<String, String> scope) {
      String of = visit(call.args().getFirst(), scope);
      CelExpr at = call.args().getLast();
      if (of == null || at.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
        read(of);
        read(visit(at, scope));
        return null;
      }
      return switch (at.constant().getKind()) {
        case STRING_VALUE ->
            of.isEmpty() ? at.constant().stringValue() : of + "." + at.constant().stringValue();
        default -> of + ELEMENT;
      };
    }

    /** A macro over a list; only {@code filter} gives elements of it as they are. */
    private @Nullable String comprehension(
        CelExpr.CelComprehension macro, Map<String, String> scope) {
      String range = visit(macro.iterRange(), scope);
      Map<String, String> inner = new HashMap<>(scope);
      inner.remove(macro.accuVar());
      inner.remove(macro.iterVar());
      if (range != null) {
        inner.put(macro.iterVar(), range + ELEMENT);
      }
      read(visit(macro.accuInit(), scope));
      read(visit(macro.loopCondition(), inner));
      int before = paths.size();
      boolean filters = filters(macro);
      if (filters) {
        read(visit(macro.loopStep().call().args().getFirst(), inner));
      } else {
        read(visit(macro.loopStep(), inner));
      }
      read(visit(macro.result(), inner));
      if (filters) {
        return range;
      }
      if (paths.size() == before) {
        read(range);
      }
      return null;
    }

    /** {@code condition ? result + [element] : result}. */
    private static boolean filters(CelExpr.CelComprehension macro) {
      CelExpr step = macro.loopStep();
      if (step.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL
          || !step.call().function().equals("_?_:_")) {
        return false;
      }
      CelExpr then = step.call().args().get(1);
      return then.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
          && then.call().args().size() == 2
          && then.call().args().get(1).exprKind().getKind() == CelExpr.ExprKind.Kind.LIST
          && then.call().args().get(1).list().elements().size() == 1
          && isIdent(then.call().args().get(1).list().elements().getFirst(), macro.iterVar());
    }

    private static boolean isIdent(CelExpr node, String name) {
      return node.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
          && node.ident().name().equals(name);
    }
  }
}
