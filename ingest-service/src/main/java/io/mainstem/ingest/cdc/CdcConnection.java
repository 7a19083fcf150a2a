package io.mainstem.ingest.cdc;

import java.net.URI;
import java.util.List;

/**
 * A database of the business, as far as reading it goes; its password travels apart.
 *
 * @param name the connection's name in the workspace
 * @param slotName replication slot and publication; a slot has one reader at a time, which makes it
 *     the lock too
 * @param tables schema-qualified, {@code public.shifts}
 */
public record CdcConnection(
    String name,
    String tool,
    String host,
    int port,
    String database,
    String user,
    String slotName,
    List<String> tables) {

  private static final int POSTGRES_PORT = 5432;
  private static final String PREFIX = "jdbc:postgresql:";

  public CdcConnection {
    tables = List.copyOf(tables);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("tables of " + name + ": none (expected: at least one)");
    }
  }

  /** From {@code jdbc:postgresql://host:port/database}. */
  public static CdcConnection of(
      String name, String tool, String jdbcUrl, String user, String slotName, List<String> tables) {
    URI address = jdbcUrl.startsWith(PREFIX) ? URI.create(jdbcUrl.substring(5)) : URI.create("");
    if (address.getHost() == null || address.getPath().length() < 2) {
      throw new IllegalArgumentException(
          "jdbc url of " + name + " (expected: jdbc:postgresql://host:port/database)");
    }
    int port = address.getPort() < 0 ? POSTGRES_PORT : address.getPort();
    String database = address.getPath().substring(1);
    return new CdcConnection(name, tool, address.getHost(), port, database, user, slotName, tables);
  }

  String jdbcUrl() {
    return PREFIX + "//" + host + ":" + port + "/" + database;
  }

  /** Consumer group under which the position is remembered. */
  String group() {
    return "ingest-cdc-" + name;
  }

  @Override
  public String toString() {
    return "CdcConnection[" + name + " " + jdbcUrl() + "]";
  }
}
