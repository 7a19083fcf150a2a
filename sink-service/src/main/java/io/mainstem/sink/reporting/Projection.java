package io.mainstem.sink.reporting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the records of one topic become. Writing the same records again changes nothing. */
public interface Projection {
  /**
   * Writes a batch.
   *
   * @param batch in topic order; all of one topic
   */
  void write(Connection connection, List<Received> batch) throws SQLException;
}
