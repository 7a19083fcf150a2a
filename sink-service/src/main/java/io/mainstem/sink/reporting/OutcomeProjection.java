package io.mainstem.sink.reporting;

import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One terminal outcome per event id. A repeat of an event is counted on its row and never hides
 * what became of the first; a mended event moves from quarantined to its new outcome.
 */
final class OutcomeProjection implements Projection {
  private static final String MEND =
      "update ops.quarantine set state = 'RESOLVED' where state = 'OPEN' and event_id = any(?)";

  private final Upsert<Fold> upsert;

  /** All that one batch says of one event. */
  private record Fold(Outcome outcome, long duplicates) {
    Fold and(Outcome next) {
      boolean repeat = next.getKind() == OutcomeKind.DUPLICATE;
      boolean onlyRepeats = outcome.getKind() == OutcomeKind.DUPLICATE;
      if (repeat) {
        return new Fold(outcome, duplicates + 1);
      }
      return new Fold(next, onlyRepeats ? duplicates + 1 : duplicates);
    }
  }

  OutcomeProjection() {
    List<Column<Fold>> columns =
        new ArrayList<>(
            SchemaColumns.from(
                SchemaColumns.ofEvent(Outcome.getClassSchema(), Set.of()), Fold::outcome));
    columns.add(new Column<>("duplicates", "bigint", fold -> Long.toString(fold.duplicates())));
    upsert =
        Upsert.replacing(
            "ops.outcome",
            List.copyOf(columns),
            "event_id",
            """
            kind = case when excluded.kind = 'DUPLICATE' then t.kind else excluded.kind end,
            at = case when excluded.kind = 'DUPLICATE' then t.at else excluded.at end,
            entities = case when excluded.kind = 'DUPLICATE' then t.entities else excluded.entities end,
            code = case when excluded.kind = 'DUPLICATE' then t.code else excluded.code end,
            duplicates = t.duplicates + excluded.duplicates
              + case when 'DUPLICATE' in (excluded.kind, t.kind) then 1 else 0 end
            """,
            "true",
            "event_id");
  }

  @Override
  public void write(Connection connection, List<Received> batch) throws SQLException {
    Map<String, Fold> folds = new LinkedHashMap<>();
    for (Received received : batch) {
      if (received.value() instanceof Outcome outcome) {
        folds.compute(
            outcome.getEventId(),
            (_, fold) -> fold == null ? new Fold(outcome, 0) : fold.and(outcome));
      }
    }
    upsert.write(connection, List.copyOf(folds.values()));
    closeQuarantine(connection, folds);
  }

  private static void closeQuarantine(Connection connection, Map<String, Fold> folds)
      throws SQLException {
    Object[] mended =
        folds.values().stream()
            .map(Fold::outcome)
            .filter(outcome -> mends(outcome.getKind()))
            .map(Outcome::getEventId)
            .toArray();
    if (mended.length == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(MEND)) {
      Array ids = connection.createArrayOf("text", mended);
      statement.setArray(1, ids);
      statement.executeUpdate();
    }
  }

  private static boolean mends(OutcomeKind kind) {
    return switch (kind) {
      case APPLIED, UNCHANGED, SUPERSEDED, ECHO, FILTERED -> true;
      case DUPLICATE, QUARANTINED -> false;
    };
  }
}
