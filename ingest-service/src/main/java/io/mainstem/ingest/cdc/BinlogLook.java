package io.mainstem.ingest.cdc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Asks MariaDB or MySQL whether its log can be read; a database that does not answer throws. */
final class BinlogLook {
  private static final String TIMEOUT_MILLIS = "5000";

  private BinlogLook() {}

  /**
   * Decides.
   *
   * @param position to go on from, where an earlier run left one
   */
  static Preflight at(CdcConnection connection, String password, Optional<BinlogPosition> position)
      throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", connection.user());
    login.setProperty("password", password);
    login.setProperty("connectTimeout", TIMEOUT_MILLIS);
    login.setProperty("socketTimeout", TIMEOUT_MILLIS);
    try (Connection database = DriverManager.getConnection(connection.jdbcUrl(), login)) {
      List<String> unset = settings(database);
      if (!unset.isEmpty()) {
        return new Preflight.NotYet(String.join("; ", unset));
      }
      List<String> missing = missing(database, connection.tables());
      if (!missing.isEmpty()) {
        return new Preflight.NotYet("tables: " + missing + " missing (expected: present)");
      }
      return position.isPresent() && !logs(database).contains(position.get().file())
          ? new Preflight.Refused(
              "binlog: "
                  + position.get().file()
                  + " is gone (expected: kept until read, see binlog_expire_logs_seconds). Changes"
                  + " made meanwhile cannot be read. To accept that and read all tables afresh,"
                  + " delete the offsets of consumer group "
                  + connection.group())
          : new Preflight.Ready();
    }
  }

  private static List<String> settings(Connection database) throws SQLException {
    List<String> unset = new ArrayList<>();
    expect(database, "log_bin", "ON", unset);
    expect(database, "binlog_format", "ROW", unset);
    expect(database, "binlog_row_image", "FULL", unset);
    // All changes of a compressed transaction have one place, so nothing would order them.
    expect(database, "binlog_transaction_compression", "OFF", unset);
    // A document that is not in the log whole cannot be read.
    expect(database, "binlog_row_value_options", "", unset);
    return unset;
  }

  /** What a server has no setting for, it does not do: the last two are MySQL's, since 8.0. */
  private static void expect(Connection database, String setting, String value, List<String> unset)
      throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("show global variables like '" + setting + "'")) {
      String found = rows.next() ? rows.getString(2) : value;
      if (!value.equalsIgnoreCase(found)) {
        unset.add(setting + ": " + found + " (expected: " + (value.isEmpty() ? "''" : value) + ")");
      }
    }
  }

  private static List<String> missing(Connection database, List<String> tables)
      throws SQLException {
    List<String> missing = new ArrayList<>();
    try (PreparedStatement query =
        database.prepareStatement(
            "select 1 from information_schema.tables where concat(table_schema, '.', table_name) ="
                + " ?")) {
      for (String table : tables) {
        query.setString(1, table);
        try (ResultSet rows = query.executeQuery()) {
          if (!rows.next()) {
            missing.add(table);
          }
        }
      }
    }
    return missing;
  }

  private static Set<String> logs(Connection database) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("show binary logs")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
