package io.mainstem.connections.identity;

import io.mainstem.connections.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * How records of one entity are found to be alike.
 *
 * @param values for each comparison of the matcher what it compares
 * @param coherence records join a cluster only if, on average, they are as like its members as
 *     this, in bits
 * @param distinctPerConnection whether two records of one connection are two things, as far as
 *     likeness goes: a shop does not list a product twice
 */
public record MatchRules(
    String entity,
    List<Expression> values,
    Matcher matcher,
    double coherence,
    boolean distinctPerConnection) {

  public MatchRules {
    values = List.copyOf(values);
  }

  /** What a record is compared by; {@code generic} values say nothing. */
  public Profile profile(SpecificRecord record, Predicate<String> generic) {
    List<List<String>> raw = new ArrayList<>();
    for (Expression each : values) {
      List<String> texts = new ArrayList<>();
      if (each.eval(Map.of(entity, record)) instanceof List<?> found) {
        found.stream().map(Object::toString).filter(generic.negate()).forEach(texts::add);
      }
      raw.add(texts);
    }
    return matcher.profile(raw);
  }
}
