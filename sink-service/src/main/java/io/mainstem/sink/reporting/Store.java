package io.mainstem.sink.reporting;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthComponent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the reporting store, and its tables made or brought up to date. */
public final class Store {
  static final int MAX_CONNECTIONS = 8;
  static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int SOCKET_TIMEOUT_SECONDS = 60;

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private Store() {}

  /** A pool that can be made while the database is away. */
  public static HikariDataSource open(String url, String user, Secret password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("reporting-store");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password.reveal());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "sink-service");
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty("reWriteBatchedInserts", true);
    return new HikariDataSource(config);
  }

  /** Makes the tables; waits for the database as long as it takes. */
  public static void migrate(HikariDataSource database, HealthComponent health)
      throws InterruptedException {
    while (true) {
      try {
        Flyway.configure()
            .dataSource(database)
            .defaultSchema("public")
            .createSchemas(false)
            .load()
            .migrate();
        health.up("tables are up to date");
        return;
      } catch (FlywayException e) {
        String reason =
            reachable(database) ? "the tables could not be made" : "waiting for PostgreSQL";
        health.down(reason);
        log.atWarn().addKeyValue("cause", e.getErrorCode()).log(reason);
        if (reachable(database)) {
          throw e;
        }
        Thread.sleep(RETRY);
      }
    }
  }

  private static boolean reachable(HikariDataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
