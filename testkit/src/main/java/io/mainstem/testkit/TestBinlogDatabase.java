package io.mainstem.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A MariaDB or MySQL server of one test class: a child process on loopback, over a folder of its
 * own.
 */
public final class TestBinlogDatabase implements AutoCloseable {

  /** Which of the two; where this machine has none, tests of it are skipped with a line. */
  public enum Kind {
    MARIADB("Debian: mariadb-server-core, mariadb-client-core"),
    MYSQL("mysqld, or MAINSTEM_TEST_MYSQLD naming one");

    private final String wanted;

    Kind(String wanted) {
      this.wanted = wanted;
    }

    public boolean isInstalled() {
      return server().isPresent();
    }

    /** The line a skipped test says. */
    public String whyNot() {
      return "No " + this + " server here (" + wanted + "): its tests are skipped.";
    }

    private Optional<Path> server() {
      return switch (this) {
        case MARIADB ->
            Stream.of(MARIADBD, INSTALL, DEFAULTS).allMatch(Files::isExecutable)
                ? Optional.of(MARIADBD)
                : Optional.empty();
        case MYSQL ->
            Optional.ofNullable(System.getenv("MAINSTEM_TEST_MYSQLD"))
                .map(Path::of)
                .or(() -> Optional.of(MYSQLD))
                .filter(Files::isExecutable)
                .filter(Kind::isMySql);
      };
    }

    /** MariaDB's server goes by that name too. */
    private static boolean isMySql(Path server) {
      try {
        Process asked =
            new ProcessBuilder(server.toString(), "--version").redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.contains(" Ver ") && !answer.contains("MariaDB");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final Path MARIADBD = Path.of("/usr/sbin/mariadbd");
  private static final Path MYSQLD = Path.of("/usr/sbin/mysqld");
  private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");

  /** The installer's own need, which Debian packs with the client. */
  private static final Path DEFAULTS = Path.of("/usr/bin/my_print_defaults");

  private static final String USER = "reader";
  private static final String PASSWORD = "test-only";

  private final Kind kind;
  private final Path folder;
  private final int port;
  private final Process server;

  private TestBinlogDatabase(Kind kind, Path folder, int port, Process server) {
    this.kind = kind;
    this.folder = folder;
    this.port = port;
    this.server = server;
  }

  /** A server that logs its rows; its user has the rights our documentation asks for. */
  public static TestBinlogDatabase start(Kind kind) {
    try {
      Path folder = Files.createTempDirectory("mainstem-binlog");
      prepare(kind, folder);
      int port = freePort();
      TestBinlogDatabase started =
          new TestBinlogDatabase(kind, folder, port, launch(kind, folder, port));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-test-" + kind));
      Await.until(kind + " answers", () -> !started.server.isAlive() || started.answers());
      if (!started.server.isAlive()) {
        throw new IOException(kind + " ended: " + Files.readString(folder.resolve("log")));
      }
      executeAt(
          started.url(""),
          "create database shop character set utf8mb4",
          "create user " + USER + "@'%' identified by '" + PASSWORD + "'",
          "grant select, reload, show databases, lock tables, replication slave, replication"
              + " client on *.* to "
              + USER
              + "@'%'");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void prepare(Kind kind, Path folder) throws IOException {
    List<String> command =
        switch (kind) {
          case MARIADB ->
              List.of(
                  INSTALL.toString(),
                  "--no-defaults",
                  "--auth-root-authentication-method=normal",
                  "--skip-test-db");
          case MYSQL -> List.of(program(kind), "--no-defaults", "--initialize-insecure");
        };
    Path log = folder.resolve("install.log");
    Process process = start(command, folder, log);
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("could not prepare " + kind + ": " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Process launch(Kind kind, Path folder, int port) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program(kind),
                "--no-defaults",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--binlog-row-image=FULL",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0"));
    if (kind == Kind.MYSQL) {
      // Else a folder of the system's, and a second protocol on a second port.
      command.addAll(List.of("--secure-file-priv=NULL", "--mysqlx=OFF"));
    }
    return start(command, folder, folder.resolve("log"));
  }

  private static Process start(List<String> command, Path folder, Path log) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add("--datadir=" + folder.resolve("data"));
    words.add("--user=" + System.getProperty("user.name"));
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static String program(Kind kind) {
    return kind.server().orElseThrow(() -> new IllegalStateException(kind.whyNot())).toString();
  }

  public String jdbcUrl() {
    return url("shop");
  }

  private String url(String database) {
    return "jdbc:" + kind.name().toLowerCase(Locale.ROOT) + "://127.0.0.1:" + port + "/" + database;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  /** Runs statements in the database {@code shop}, as its owner. */
  public void execute(String... statements) {
    executeAt(jdbcUrl(), statements);
  }

  /** The first column of every row. */
  public List<String> column(String sql) {
    try (Connection connection = asOwner(jdbcUrl());
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

  private static void executeAt(String url, String... statements) {
    try (Connection connection = asOwner(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(String.join("; ", statements), failed);
    }
  }

  private static Connection asOwner(String url) throws SQLException {
    return DriverManager.getConnection(url, "root", "");
  }

  private boolean answers() {
    executeAt(url(""), "select 1");
    return true;
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
