package io.mainstem.sink.reporting;

import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A quarantined event waits for nobody any more once it went through, or what a person made of it
 * did, or a newer snapshot of its record did. What the ledger says of it stays what it is.
 */
public final class QuarantineClosing {
  /**
   * One event of a record outdoes another in three ways. What the reporting store itself refused
   * ({@code WRITE}) is not outdone by what the canonicalizer says.
   */
  private static final String CLOSE =
      """
      update ops.quarantine q
      set state = 'RESOLVED', closed_how = c.how, closed_by = c.event_id, closed_at = c.at
      from (
        select distinct on (held.id) held.id, o.event_id, o.at,
          case when o.event_id = held.event_id then 'REPLAYED'
            when good.mends = held.event_id then 'MENDED' else 'NEWER' end as how
        from ops.quarantine held
        join ops.outcome o on o.connection = held.connection and o.object = held.object
          and o.source_id = held.source_id and o.kind not in ('QUARANTINED', 'DUPLICATE')
        left join ops.source_event good
          on good.event_id = o.event_id and good.delivery_id = o.delivery_id
        left join ops.source_event failed
          on failed.event_id = held.event_id and failed.delivery_id = held.delivery_id
        where held.state = 'OPEN' and held.stage <> 'WRITE' %s
          and (o.event_id = held.event_id and o.at >= held.at
            or good.mends = held.event_id
            or good.version > failed.version and o.kind <> 'SUPERSEDED')
        order by held.id, o.event_id = held.event_id desc,
          good.mends is not distinct from held.event_id desc, o.at) c
      where q.id = c.id and q.state = 'OPEN'\
      """;

  private static final String OF_RECORDS =
      CLOSE.formatted(
          """
          and (held.connection, held.object, held.source_id)
            in (select * from unnest(?::text[], ?::text[], ?::text[]))\
          """);

  private QuarantineClosing() {}

  /** A source record. */
  private record Of(String connection, String object, String sourceId) {}

  /** Of the records these outcomes speak of. */
  static void by(Connection connection, Collection<Outcome> outcomes) throws SQLException {
    close(
        connection,
        outcomes.stream()
            .filter(outcome -> closes(outcome.getKind()))
            .map(it -> new Of(it.getConnection(), it.getObject(), it.getSourceId()))
            .toList());
  }

  /** Of letters that come after what outdoes them. */
  static Projection after(Projection letters) {
    return (connection, batch) -> {
      letters.write(connection, batch);
      close(
          connection,
          batch.stream()
              .map(Received::value)
              .filter(DeadLetter.class::isInstance)
              .map(DeadLetter.class::cast)
              .map(it -> new Of(it.getConnection(), it.getObject(), it.getSourceId()))
              .toList());
    };
  }

  private static void close(Connection connection, List<Of> records) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(OF_RECORDS)) {
      bind(statement, 1, records, Of::connection);
      bind(statement, 2, records, Of::object);
      bind(statement, 3, records, Of::sourceId);
      statement.executeUpdate();
    }
  }

  /** Of all records: topics are read side by side, so an outcome may be here before its event. */
  public static void sweep(DataSource database) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLOSE.formatted(""))) {
      statement.executeUpdate();
    } catch (SQLException away) {
      throw new IllegalStateException("the reporting store does not answer", away);
    }
  }

  private static void bind(
      PreparedStatement statement, int place, List<Of> records, Function<Of, String> part)
      throws SQLException {
    statement.setArray(
        place,
        statement.getConnection().createArrayOf("text", records.stream().map(part).toArray()));
  }

  private static boolean closes(OutcomeKind kind) {
    return switch (kind) {
      case APPLIED, UNCHANGED, SUPERSEDED, ECHO, FILTERED -> true;
      case DUPLICATE, QUARANTINED -> false;
    };
  }
}
