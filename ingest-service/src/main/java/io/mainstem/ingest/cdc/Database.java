package io.mainstem.ingest.cdc;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Kinds of databases whose changes can be read, told apart by the address. */
public enum Database {
  POSTGRES("jdbc:postgresql:", 5432, "io.debezium.connector.postgresql.PostgresConnector"),
  MARIADB("jdbc:mariadb:", 3306, "io.debezium.connector.mariadb.MariaDbConnector"),
  MYSQL("jdbc:mysql:", 3306, "io.debezium.connector.mysql.MySqlConnector");

  private final String prefix;
  private final int port;
  private final String connector;

  Database(String prefix, int port, String connector) {
    this.prefix = prefix;
    this.port = port;
    this.connector = connector;
  }

  static Optional<Database> of(String jdbcUrl) {
    return Arrays.stream(values()).filter(kind -> jdbcUrl.startsWith(kind.prefix)).findFirst();
  }

  static String prefixes() {
    return Arrays.stream(values())
        .map(kind -> kind.prefix + "//host:port/database")
        .collect(Collectors.joining(" or "));
  }

  String prefix() {
    return prefix;
  }

  int port() {
    return port;
  }

  String connector() {
    return connector;
  }

  /** Its log is a row of files rather than one stream with a slot for each reader. */
  boolean hasBinlog() {
    return this != POSTGRES;
  }
}
