package io.mainstem.sink.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a consumer is, kept in the transaction that keeps what it read. A position is moved by
 * compare-and-set, so that a consumer that was given up for dead cannot overwrite its successor.
 */
final class PositionStore {
  private static final String READ =
      "select position from ops.consumer_position"
          + " where consumer = ? and topic = ? and partition = ?";
  private static final String START =
      "insert into ops.consumer_position (consumer, topic, partition, position)"
          + " values (?, ?, ?, ?) on conflict do nothing";
  private static final String MOVE =
      "update ops.consumer_position set position = ?, moved_at = now()"
          + " where consumer = ? and topic = ? and partition = ? and position = ?";

  private final String consumer;

  PositionStore(String consumer) {
    this.consumer = consumer;
  }

  OptionalLong read(Connection connection, TopicPartition partition) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, consumer);
      statement.setString(2, partition.topic());
      statement.setInt(3, partition.partition());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** Makes the row of a partition read for the first time; one that is there stays as it is. */
  void start(Connection connection, TopicPartition partition, long position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(START)) {
      statement.setString(1, consumer);
      statement.setString(2, partition.topic());
      statement.setInt(3, partition.partition());
      statement.setLong(4, position);
      statement.executeUpdate();
    }
  }

  /**
   * Moves several positions.
   *
   * @return false if somebody else has moved one of them: nothing of this transaction may stay
   */
  boolean move(Connection connection, Map<TopicPartition, Step> steps) throws SQLException {
    if (steps.isEmpty()) {
      return true;
    }
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      for (Map.Entry<TopicPartition, Step> entry : steps.entrySet()) {
        statement.setLong(1, entry.getValue().to());
        statement.setString(2, consumer);
        statement.setString(3, entry.getKey().topic());
        statement.setInt(4, entry.getKey().partition());
        statement.setLong(5, entry.getValue().from());
        statement.addBatch();
      }
      for (int updated : statement.executeBatch()) {
        if (updated != 1) {
          return false;
        }
      }
      return true;
    }
  }

  /** From the position last stored to the one after the batch. */
  record Step(long from, long to) {}
}
