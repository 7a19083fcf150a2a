package io.mainstem.sink.reporting;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/** Writes a batch of records and the consumer's new positions in one transaction, or nothing. */
final class ReportingStore {
  private final DataSource database;
  private final PositionStore positions;
  private final Function<String, Projection> projections;
  private final Poison poison;

  ReportingStore(
      DataSource database,
      PositionStore positions,
      Function<String, Projection> projections,
      Poison poison) {
    this.database = database;
    this.positions = positions;
    this.projections = projections;
    this.poison = poison;
  }

  /** What became of a batch. */
  record Written(int rows, int quarantined) {}

  /** A record that could not be read, with the cause in plain words. */
  record Unreadable(Received received, String cause) {}

  /**
   * Stored positions of these partitions; one never read before starts at {@code beginning}.
   *
   * @throws SQLException if the database is away
   */
  Map<TopicPartition, Long> open(
      Iterable<TopicPartition> partitions, ToLongFunction<TopicPartition> beginning)
      throws SQLException {
    Map<TopicPartition, Long> found = new LinkedHashMap<>();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (TopicPartition partition : partitions) {
        OptionalLong stored = positions.read(connection, partition);
        if (stored.isEmpty()) {
          positions.start(connection, partition, beginning.applyAsLong(partition));
          stored = positions.read(connection, partition);
        }
        found.put(partition, stored.orElseThrow());
      }
      connection.commit();
    }
    return found;
  }

  /**
   * Writes records and positions, or nothing.
   *
   * @throws Fenced if another consumer has moved the positions: this one must read them anew
   * @throws SQLException if the database is away or not as it should be: nothing was written
   */
  Written write(
      List<Received> records,
      List<Unreadable> unreadable,
      Map<TopicPartition, PositionStore.Step> steps)
      throws SQLException, Fenced {
    Map<String, List<Received>> byTopic = new LinkedHashMap<>();
    for (Received received : records) {
      byTopic.computeIfAbsent(received.topic(), _ -> new ArrayList<>()).add(received);
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (!positions.move(connection, steps)) {
          throw new Fenced();
        }
        int quarantined = unreadable.size();
        for (Unreadable record : unreadable) {
          poison.quarantine(connection, record.received(), Poison.UNREADABLE, record.cause());
        }
        for (Map.Entry<String, List<Received>> topic : byTopic.entrySet()) {
          quarantined += project(connection, projections.apply(topic.getKey()), topic.getValue());
        }
        connection.commit();
        return new Written(records.size(), quarantined);
      } catch (SQLException | RuntimeException | Fenced failure) {
        rollback(connection, failure);
        throw failure;
      }
    }
  }

  /**
   * Writes a batch whole; where the database refuses a value, halves it until the one record that
   * cannot be stored stands alone.
   *
   * @return how many went to quarantine
   */
  private int project(Connection connection, Projection projection, List<Received> batch)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      projection.write(connection, batch);
      connection.releaseSavepoint(before);
      return 0;
    } catch (SQLException refused) {
      if (SqlFailure.of(refused) != SqlFailure.POISON) {
        throw refused;
      }
      connection.rollback(before);
      return isolate(connection, projection, batch, "SQLSTATE " + refused.getSQLState());
    } catch (ClassCastException | IllegalArgumentException | NullPointerException refused) {
      connection.rollback(before);
      return isolate(connection, projection, batch, refused.getClass().getSimpleName());
    }
  }

  private int isolate(
      Connection connection, Projection projection, List<Received> batch, String reason)
      throws SQLException {
    if (batch.size() == 1) {
      poison.quarantine(
          connection,
          batch.getFirst(),
          Poison.UNSTORABLE,
          "The reporting store cannot hold a value of this record ("
              + reason
              + "). Often a NUL character or a number out of range: mend it at the source.");
      return 1;
    }
    int middle = batch.size() / 2;
    return project(connection, projection, batch.subList(0, middle))
        + project(connection, projection, batch.subList(middle, batch.size()));
  }

  private static void rollback(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException away) {
      failure.addSuppressed(away);
    }
  }

  /** Another consumer owns these positions now. */
  static final class Fenced extends Exception {}
}
