package io.mainstem.canonicalizer.merge;

import io.mainstem.connections.Ownership;

/** Whose value of a field wins: {@link io.mainstem.connections.Authority#ownership}. */
@FunctionalInterface
public interface FieldAuthority {
  Ownership of(String entity, String field);
}
