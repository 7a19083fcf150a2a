package io.mainstem.ingest.cdc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/** Asks the database for {@link ServerFacts}; a database that does not answer throws. */
final class ServerLook {

  private static final int TIMEOUT_SECONDS = 5;

  private ServerLook() {}

  static ServerFacts at(CdcConnection connection, String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", connection.user());
    login.setProperty("password", password);
    login.setProperty("connectTimeout", String.valueOf(TIMEOUT_SECONDS));
    login.setProperty("socketTimeout", String.valueOf(TIMEOUT_SECONDS));
    login.setProperty("ApplicationName", "mainstem-ingest");
    try (Connection database = DriverManager.getConnection(connection.jdbcUrl(), login)) {
      SortedSet<String> missing = new TreeSet<>();
      SortedSet<String> partial = new TreeSet<>();
      for (String table : connection.tables()) {
        Optional<String> identity = replicaIdentity(database, table);
        if (identity.isEmpty()) {
          missing.add(table);
        } else if (!identity.get().equals("f")) {
          partial.add(table);
        }
      }
      return new ServerFacts(
          walLevel(database), slot(database, connection.slotName()), missing, partial);
    }
  }

  private static String walLevel(Connection database) throws SQLException {
    try (PreparedStatement query =
            database.prepareStatement("select current_setting('wal_level')");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Optional<ServerFacts.Slot> slot(Connection database, String name)
      throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "select active, coalesce(wal_status, 'lost') from pg_replication_slots"
                + " where slot_name = ? and database = current_database()")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(new ServerFacts.Slot(rows.getBoolean(1), rows.getString(2)))
            : Optional.empty();
      }
    }
  }

  private static Optional<String> replicaIdentity(Connection database, String table)
      throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "select c.relreplident from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname || '.' || c.relname = ? and c.relkind in ('r', 'p')")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }
}
