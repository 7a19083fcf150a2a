package io.mainstem.commandcentre.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a canonical record and where its value came from.
 *
 * @param values as people read them, one a line
 * @param refersTo alias or canonical id of the record referred to, where the field is a reference
 * @param source {@code connection} of the source record that won; empty where not recorded
 * @param losers values that other systems hold and survivorship did not choose
 */
public record FieldView(
    String name,
    List<String> values,
    @Nullable String refersTo,
    String source,
    String rule,
    List<Loser> losers) {

  FieldView withValue(String value) {
    return new FieldView(name, List.of(value), refersTo, source, rule, losers);
  }

  /** A value that lost. */
  public record Loser(String source, String value) {}
}
