package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collections;
import java.util.List;

/**
 * One overload of one function.
 *
 * @param id unique among all overloads
 */
@SuppressWarnings(
    "Immutable") // bodies close over the business and over types, which stay as they are
record Function(String name, String id, List<CelType> arguments, CelType result, Body body) {

  /** Arguments may be {@code NullValue}. */
  @FunctionalInterface
  interface Body {
    Object apply(Object[] arguments);
  }

  CelFunctionBinding binding() {
    return CelFunctionBinding.from(
        id, Collections.nCopies(arguments.size(), Object.class), this::apply);
  }

  /** Of a shape {@code any} a value may turn out to be of another type than the body takes. */
  private Object apply(Object[] values) {
    try {
      return body.apply(values);
    } catch (ClassCastException e) {
      throw new ExpressionFailure(
          ExpressionFailure.Code.NOT_COMPUTABLE, name + "() got a value of a type it cannot take");
    }
  }
}
