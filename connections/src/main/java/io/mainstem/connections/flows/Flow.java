package io.mainstem.connections.flows;

import io.mainstem.connections.expression.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule: when this happens to that record, write so to a tool.
 *
 * @param name unique in the workspace; part of every action's key
 * @param on business events of one entity type, e.g. {@code deal.won}
 * @param subject what the events are about: an entity name or {@code insight}
 * @param with records the subject refers to: entity name to reference field
 * @param when further condition; null where there is none
 * @param connection the tool's account that is written to
 * @param write the operation and its input
 * @param match input fields that must be the id of a record in the tool: matched before created
 * @param verify what must hold of the record read back; null where it cannot be read back
 */
public record Flow(
    String name,
    String title,
    List<String> on,
    String subject,
    Map<String, String> with,
    @Nullable Expression when,
    String connection,
    Call write,
    Map<String, Match> match,
    @Nullable Expression verify,
    Policy policy) {
  public Flow {
    on = List.copyOf(on);
    with = Map.copyOf(with);
    match = Map.copyOf(match);
  }

  /** One operation of the tool file and where each field of its input comes from. */
  public record Call(String operation, Map<String, Value> input) {
    public Call {
      input = Map.copyOf(input);
    }
  }

  /**
   * How to find the tool's own id of a record before making one.
   *
   * @param records entity names whose links are looked at, first one wins
   * @param find the tool's searches, asked in this order
   * @param create makes the record where nothing was found; null where that is not wanted
   */
  public record Match(List<String> records, List<Call> find, @Nullable Call create) {
    public Match {
      records = List.copyOf(records);
      find = List.copyOf(find);
    }
  }
}
