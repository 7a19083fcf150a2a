package io.mainstem.connections.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells {@code first} and {@code last} the type of what they pick, which a list that a macro made
 * does not know: so the fields of nothing are nothing.
 */
final class TypedPicks {
  private static final Set<String> PICKS = Set.of(ListFunctions.FIRST, ListFunctions.LAST);

  private TypedPicks() {}

  static CelAbstractSyntaxTree in(CelAbstractSyntaxTree tree, CelCompiler compiler)
      throws CelValidationException {
    Map<Long, String> picked = new HashMap<>();
    long highest = 0;
    for (CelExpr node :
        CelNavigableAst.fromAst(tree).getRoot().allNodes().map(CelNavigableExpr::expr).toList()) {
      highest = Math.max(highest, node.id());
      if (node.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
          && PICKS.contains(node.call().function())
          && node.call().args().size() == 1) {
        Optional<CelType> type = tree.getType(node.id());
        if (type.isPresent() && Assignable.bare(type.get()) instanceof StructTypeReference struct) {
          picked.put(node.id(), struct.name());
        }
      }
    }
    if (picked.isEmpty()) {
      return tree;
    }
    CelMutableAst mutable = CelMutableAst.fromCelAst(tree);
    List<CelMutableExpr> nodes =
        CelNavigableMutableAst.fromAst(mutable)
            .getRoot()
            .allNodes()
            .map(node -> node.expr())
            .toList();
    for (CelMutableExpr node : nodes) {
      String type = picked.get(node.id());
      if (type != null) {
        node.call().addArgs(CelMutableExpr.ofConstant(++highest, CelConstant.ofValue(type)));
      }
    }
    return compiler.check(mutable.toParsedAst()).getAst();
  }
}
