package io.mainstem.commandcentre.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthComponent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small pool of connections that only read unless told otherwise. Thread safe. */
public final class ReportingStore implements AutoCloseable {
  /** No page waits longer than this for one query. */
  public static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ReportingStore.class);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 6;
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_SCHEMA = "3F000";

  private final HikariDataSource pool;
  private final HealthComponent health;

  private ReportingStore(HikariDataSource pool, HealthComponent health) {
    this.pool = pool;
    this.health = health;
  }

  /** Makes a mapped object of each row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  /** Does not connect yet: the store may be away when the command centre starts. */
  public static ReportingStore open(
      String url, String user, Secret password, HealthComponent health) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("reporting-store");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password.reveal());
    config.setReadOnly(true);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setValidationTimeout(1_000);
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "10");
    config.addDataSourceProperty("ApplicationName", "command-centre");
    return new ReportingStore(new HikariDataSource(config), health);
  }

  /**
   * All rows of a query; give it a limit.
   *
   * @throws StoreAwayException if the store does not answer or has no tables yet
   */
  public <T> List<T> query(String sql, Mapper<T> mapper, Object... parameters) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout((int) QUERY_TIMEOUT.toSeconds());
      bind(connection, statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        Row row = new Row(result);
        while (result.next()) {
          rows.add(mapper.map(row));
        }
        health.up("answers");
        return rows;
      }
    } catch (SQLException e) {
      throw away(e);
    }
  }

  /**
   * Writes: how many rows. What people do here is kept beside what the sink service writes, in
   * tables of its own.
   *
   * @throws StoreAwayException if the store does not answer or has no tables yet
   */
  public int update(String sql, Object... parameters) {
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(false); // the pool sets it back
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setQueryTimeout((int) QUERY_TIMEOUT.toSeconds());
        bind(connection, statement, parameters);
        return statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw away(e);
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, Mapper<T> mapper, Object... parameters) {
    return query(sql, mapper, parameters).stream().findFirst();
  }

  @Override
  public void close() {
    pool.close();
  }

  private StoreAwayException away(SQLException e) {
    String state = e.getSQLState();
    if (UNDEFINED_TABLE.equals(state) || UNDEFINED_SCHEMA.equals(state)) {
      health.degraded("has no tables yet: the sink service sets them up");
      return new StoreAwayException(
          "The reporting store is not set up yet. The sink service does that when it starts.", e);
    }
    boolean ours = state != null && (state.startsWith("42") || state.startsWith("22"));
    if (ours) {
      log.atError().addKeyValue("state", state).setCause(e).log("query refused");
    }
    health.degraded("does not answer; the page shows what it can");
    return new StoreAwayException(
        "The reporting store does not answer. Nothing is lost: events wait on their topics.", e);
  }

  private static void bind(Connection connection, PreparedStatement statement, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case Instant at -> statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
        case List<?> texts ->
            statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
        default -> statement.setObject(i + 1, parameters[i]);
      }
    }
  }
}
