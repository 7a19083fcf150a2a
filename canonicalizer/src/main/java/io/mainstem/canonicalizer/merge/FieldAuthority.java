package io.mainstem.canonicalizer.merge;

import java.util.List;

/** Connections in the order in which their value of a field wins; those not named come last. */
@FunctionalInterface
public interface FieldAuthority {
  List<String> order(String entity, String field);
}
