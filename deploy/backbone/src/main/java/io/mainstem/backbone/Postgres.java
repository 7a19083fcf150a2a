package io.mainstem.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A PostgreSQL cluster of our own: on 127.0.0.1 only, SCRAM, durable, with logical replication. */
public final class Postgres implements AutoCloseable {
  public static final String USER = "mainstem";
  public static final String DATABASE = "mainstem";

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final String MAJOR_VERSION = "18";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /**
   * Runs PostgreSQL and asks it to stop fast when told to (TERM) or when the parent is gone (end of
   * standard input).
   */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      trap 'kill -INT $child 2>/dev/null' TERM
      (while read -r line <&3; do :; done; kill -INT $child 2>/dev/null) &
      watcher=$!
      exec 3<&-
      wait $child; status=$?
      while kill -0 $child 2>/dev/null; do wait $child; status=$?; done
      kill $watcher 2>/dev/null
      exit $status
      """;

  private final Child child;
  private final Path data;
  private final int port;
  private final String password;

  private Postgres(Child child, Path data, int port, String password) {
    this.child = child;
    this.data = data;
    this.port = port;
    this.password = password;
  }

  static Postgres start(Programs programs, Path folder, int port, Path logs) {
    try {
      Files.createDirectories(folder);
      PostgresPrograms binaries = PostgresPrograms.unpack(programs, folder);
      Path data = folder.resolve("data");
      Path log = logs.resolve("postgres.log");
      Files.createDirectories(logs);
      if (!Files.exists(data)) {
        PostgresCluster.create(binaries, folder, data, newPassword(), log);
      }
      requireVersion(data);
      StalePostmaster.clear(data);
      String password = Files.readString(folder.resolve("password")).strip();
      Child child =
          Child.start(new Launch("PostgreSQL", command(binaries, data, port), Map.of(), log));
      Postgres postgres = new Postgres(child, data, port, password);
      try {
        child.awaitReady(READY_LIMIT, postgres::answers);
        postgres.createDatabase(DATABASE);
      } catch (BackboneException failed) {
        postgres.close();
        throw failed;
      }
      return postgres;
    } catch (IOException failed) {
      throw DataFolder.notWritable(folder, failed);
    }
  }

  private static List<String> command(PostgresPrograms binaries, Path data, int port)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "mainstem-postgres"));
    command.addAll(UnixUser.forData(data).prefix(binaries.home().resolve("bin"), data));
    command.addAll(List.of(binaries.program("postgres"), "-D", data.toString()));
    Map.of(
            "port", Integer.toString(port),
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "wal_level", "logical",
            "max_slot_wal_keep_size", "1GB",
            "max_connections", "80",
            "shared_buffers", "64MB",
            "timezone", "UTC",
            "log_timezone", "UTC")
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private static void requireVersion(Path data) throws IOException {
    String version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new BackboneException(
          Fault.WRONG_VERSION,
          "%s was made by PostgreSQL %s, this is %s; choose another folder with --data DIR."
              .formatted(data, version, MAJOR_VERSION));
    }
  }

  private static String newPassword() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private boolean answers() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, password);
  }

  /** Creates the database unless it exists. */
  public void createDatabase(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("database: " + name + " (expected: [a-z][a-z0-9_]*)");
    }
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (var found =
          statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
        exists = found.next();
      }
      if (!exists) {
        statement.execute("create database " + name);
      }
    } catch (SQLException failed) {
      throw new BackboneException(
          Fault.DIED, "Database %s could not be made: %s".formatted(name, failed), failed);
    }
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  public Child child() {
    return child;
  }

  /**
   * As a crash of the whole server: the postmaster is gone at once, its own children end by
   * themselves.
   */
  public void kill() {
    StalePostmaster.pid(data).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    child.stop(STOP_LIMIT);
  }
}
