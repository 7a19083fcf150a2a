package io.mainstem.connections.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.NullableType;

/** Which results are good for which targets. */
final class Assignable {
  private Assignable() {}

  static boolean to(CelType target, CelType actual) {
    CelType wanted = bare(target);
    CelType given = bare(actual);
    if (wanted.kind() == CelKind.DYN
        || given.kind() == CelKind.NULL_TYPE
        || given.kind() == CelKind.TYPE_PARAM) {
      return true;
    }
    if (wanted instanceof ListType wantedList) {
      return given instanceof ListType givenList
          && (!givenList.hasElemType() || to(wantedList.elemType(), givenList.elemType()));
    }
    return wanted.name().equals(given.name()) || isDecimalFrom(wanted, given);
  }

  /** Whole numbers and doubles become decimals; never the other way round. */
  private static boolean isDecimalFrom(CelType wanted, CelType given) {
    return wanted.equals(DecimalValue.TYPE)
        && (given.kind() == CelKind.INT || given.kind() == CelKind.DOUBLE);
  }

  static CelType bare(CelType type) {
    return type instanceof NullableType nullable ? nullable.targetType() : type;
  }

  static String spoken(CelType type) {
    CelType bare = bare(type);
    if (bare instanceof ListType list) {
      return list.hasElemType() ? "a list of " + spoken(list.elemType()) : "a list";
    }
    return switch (bare.kind()) {
      case STRING -> "text";
      case INT -> "a whole number";
      case DOUBLE -> "a number";
      case BOOL -> "true or false";
      case TIMESTAMP -> "a time";
      case DYN -> "any value";
      default -> bare.name().substring(bare.name().lastIndexOf('.') + 1);
    };
  }
}
