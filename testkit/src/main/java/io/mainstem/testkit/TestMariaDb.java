package io.mainstem.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A MariaDB server of one test class: a child process on loopback, over a folder of its own. */
public final class TestMariaDb implements AutoCloseable {
  private static final List<String> SERVERS = List.of("/usr/sbin/mariadbd", "/usr/sbin/mysqld");
  private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");

  /** The installer's own need, which Debian packs with the client. */
  private static final Path DEFAULTS = Path.of("/usr/bin/my_print_defaults");

  private static final String PASSWORD = "test-only";

  private final Path folder;
  private final int port;
  private final Process server;

  private TestMariaDb(Path folder, int port, Process server) {
    this.folder = folder;
    this.port = port;
    this.server = server;
  }

  /** Whether this machine has one; where it has not, tests of it are skipped with a line. */
  public static boolean isInstalled() {
    return server().isPresent() && Files.isExecutable(INSTALL) && Files.isExecutable(DEFAULTS);
  }

  private static Optional<Path> server() {
    return SERVERS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /** A server that logs its rows; its user may read them. */
  public static TestMariaDb start() {
    try {
      Path folder = Files.createTempDirectory("mainstem-mariadb");
      run(
          folder,
          INSTALL.toString(),
          "--no-defaults",
          "--auth-root-authentication-method=normal",
          "--skip-test-db",
          "--datadir=" + folder.resolve("data"),
          "--user=" + System.getProperty("user.name"));
      int port = freePort();
      TestMariaDb started = new TestMariaDb(folder, port, launch(folder, port));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-test-mariadb"));
      Await.until("MariaDB answers", started::answers);
      started.executeAsRoot(
          "create database shop",
          "create user reader@'%' identified by '" + PASSWORD + "'",
          "grant all privileges on *.* to reader@'%'");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(Path folder, int port) throws IOException {
    return new ProcessBuilder(
            server().orElseThrow().toString(),
            "--no-defaults",
            "--datadir=" + folder.resolve("data"),
            "--user=" + System.getProperty("user.name"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + folder.resolve("s"),
            "--pid-file=" + folder.resolve("pid"),
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--innodb-buffer-pool-size=32M",
            "--innodb-flush-log-at-trx-commit=0")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  public String jdbcUrl() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/shop";
  }

  public String user() {
    return "reader";
  }

  public String password() {
    return PASSWORD;
  }

  /** Runs statements in the database {@code shop}. */
  public void execute(String... statements) {
    execute(jdbcUrl(), "reader", PASSWORD, statements);
  }

  /** The first column of every row. */
  public List<String> column(String sql) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(), "reader", PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  private void executeAsRoot(String... statements) {
    execute("jdbc:mariadb://127.0.0.1:" + port + "/", "root", "", statements);
  }

  private static void execute(String url, String user, String password, String... statements) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(String.join("; ", statements), failed);
    }
  }

  private boolean answers() {
    executeAsRoot("select 1");
    return true;
  }

  private static void run(Path folder, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("install.log").toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(
            "could not prepare MariaDB: " + Files.readString(folder.resolve("install.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** At once; nobody needs its data any more. */
  @Override
  public void close() {
    try {
      server.destroyForcibly().waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException | UncheckedIOException leftBehind) {
      // A temporary folder: the system's own cleaning takes it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
