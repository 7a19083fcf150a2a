package io.mainstem.connections.expression;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Compiles expressions over Avro records for one business. */
public final class Expressions {
  private final Business business;
  private final Environment base;
  private final Map<Map<String, Schema>, Environment> environments = new ConcurrentHashMap<>();

  private Expressions(Business business) {
    this.business = business;
    this.base = Environment.of(business, null);
  }

  public static Expressions of(Business business) {
    return new Expressions(business);
  }

  public Business business() {
    return business;
  }

  /**
   * The expression at that place of a file; empty, and a problem with the nearest spelling, where
   * it does not fit its variables or its result.
   *
   * @param variables name to the Avro schema of the record it holds
   */
  public Optional<Expression> compile(
      YamlNode at, Map<String, Schema> variables, ResultType result, Problems problems) {
    Environment complete = environments.computeIfAbsent(Map.copyOf(variables), this::environment);
    return complete
        .compile(at, result, problems)
        .map(compiled -> new Expression(complete, compiled, result));
  }

  private Environment environment(Map<String, Schema> variables) {
    Environment environment = base;
    for (Map.Entry<String, Schema> variable : variables.entrySet()) {
      environment = environment.with(variable.getKey(), variable.getValue());
    }
    return environment;
  }
}
