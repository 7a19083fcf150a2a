package io.mainstem.connections.expression;

import java.util.Set;

/**
 * What {@code ref()} may refer to.
 *
 * @param connection whose records they are
 * @param objects of its tool, sub-records too; empty where nobody knows them
 */
public record References(String connection, Set<String> objects) {
  public References {
    objects = Set.copyOf(objects);
  }

  public static References of(String connection, Set<String> objects) {
    return new References(connection, objects);
  }
}
