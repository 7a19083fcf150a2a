package io.mainstem.ingest.cdc;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A database of the business, as far as reading it goes; its password travels apart.
 *
 * @param name the connection's name in the workspace
 * @param slotName replication slot and publication, of PostgreSQL only; a slot has one reader at a
 *     time, which makes it the lock too
 * @param tables with their schema, {@code public.shifts}, or their database, {@code shop.orders}
 */
public record CdcConnection(
    String name,
    String tool,
    Database kind,
    String host,
    int port,
    String database,
    String user,
    String slotName,
    List<String> tables) {

  public CdcConnection {
    tables = List.copyOf(tables);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("tables of " + name + ": none (expected: at least one)");
    }
  }

  /** From {@code jdbc:postgresql://host:port/database}, or the same with mariadb or mysql. */
  public static CdcConnection of(
      String name, String tool, String jdbcUrl, String user, String slotName, List<String> tables) {
    Optional<Database> kind = Database.of(jdbcUrl);
    URI address = kind.isPresent() ? URI.create(jdbcUrl.substring(5)) : URI.create("");
    if (kind.isEmpty() || address.getHost() == null || address.getPath().length() < 2) {
      throw new IllegalArgumentException(
          "jdbc url of " + name + " (expected: " + Database.prefixes() + ")");
    }
    int port = address.getPort() < 0 ? kind.get().port() : address.getPort();
    String database = address.getPath().substring(1);
    return new CdcConnection(
        name, tool, kind.get(), address.getHost(), port, database, user, slotName, tables);
  }

  String jdbcUrl() {
    return kind.prefix() + "//" + host + ":" + port + "/" + database;
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
