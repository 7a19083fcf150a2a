package io.mainstem.commandcentre;

import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A real database with the sink service's tables and one invented business in them. */
final class SeededStore {
  private SeededStore() {}

  static TestDatabase create() {
    TestDatabase database = TestBackbone.shared().newDatabase();
    migrations().forEach(file -> execute(database, read(file)));
    execute(database, seed());
    return database;
  }

  /** As one text, unparsed by the driver: it does not know SQL function bodies. */
  private static void execute(TestDatabase database, String script) {
    String url =
        database.jdbcUrl()
            + (database.jdbcUrl().contains("?") ? "&" : "?")
            + "preferQueryMode=simple";
    try (Connection connection =
            DriverManager.getConnection(url, database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new IllegalStateException("script refused", e);
    }
  }

  static Path root() {
    return Path.of(System.getProperty("mainstem.root", ".."));
  }

  private static List<Path> migrations() {
    try (Stream<Path> files =
        Files.list(root().resolve("sink-service/src/main/resources/db/migration"))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted(Comparator.comparingInt(SeededStore::version))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of {@code V12__trace.sql} it is 11. */
  private static int version(Path file) {
    return Integer.parseInt(file.getFileName().toString().substring(1).split("__", 2)[0]);
  }

  private static String seed() {
    try (InputStream in =
        Objects.requireNonNull(SeededStore.class.getResourceAsStream("seed.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
