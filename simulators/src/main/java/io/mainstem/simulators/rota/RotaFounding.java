package io.mainstem.simulators.rota;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates the rota's role, with leave to replicate, and its database, as an administrator would
 * once.
 */
final class RotaFounding {
  private static final Pattern DATABASE =
      Pattern.compile("jdbc:postgresql://[^/]+/([A-Za-z0-9_]+).*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private RotaFounding() {}

  static void createWhereMissing(RotaSettings settings) throws SQLException {
    Matcher database = DATABASE.matcher(settings.url());
    if (!database.matches() || !NAME.matcher(settings.user()).matches()) {
      throw new IllegalArgumentException(
          "ROTA_JDBC_URL: " + settings.url() + " (expected: jdbc:postgresql://host:port/database)");
    }
    String password = Objects.requireNonNull(settings.adminPassword()).value();
    try (Connection admin =
            DriverManager.getConnection(settings.adminUrl(), settings.adminUser(), password);
        Statement statement = admin.createStatement()) {
      if (missing(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", settings.user())) {
        String literal = settings.password().value().replace("'", "''");
        statement.execute(
            "CREATE ROLE " + settings.user() + " LOGIN REPLICATION PASSWORD '" + literal + "'");
      }
      String name = database.group(1);
      if (missing(admin, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
        statement.execute("CREATE DATABASE " + name + " OWNER " + settings.user());
      }
    }
  }

  private static boolean missing(Connection admin, String query, String name) throws SQLException {
    try (PreparedStatement select = admin.prepareStatement(query)) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        return !rows.next();
      }
    }
  }
}
