package io.mainstem.connections.expression;

import io.mainstem.connections.json.Pending;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Compiles expressions over Avro records for one business. */
public final class Expressions {
  /**
   * What the functions need to know about the business.
   *
   * @param currency ISO 4217
   * @param country ISO 3166-1 alpha-2, for phone numbers without a prefix
   */
  public record Business(String currency, String country, ZoneId zone, LocalTime cutOff) {}

  private Expressions() {}

  public static Expressions of(Business business) {
    return new Expressions();
  }

  /**
   * The expression at that place of a file; empty, and a problem with the nearest spelling, where
   * it does not fit its variables or its result.
   *
   * @param variables name to the Avro schema of the record it holds
   */
  public Optional<Expression> compile(
      YamlNode at, Map<String, Schema> variables, ResultType result, Problems problems) {
    return Pending.value("pending");
  }
}
