package io.mainstem.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Fills the reporting store's tables; indexes are taken away before and made again afterwards. */
final class TraceSeed {
  private static final String INDEXES =
      """
      select 'drop index ' || i.indexrelid::regclass as drop, pg_get_indexdef(i.indexrelid) as make
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace::regnamespace::text in ('ops', 'reporting') and not i.indisunique
      """;
  private static final List<String> LARGE =
      List.of("ops.source_event", "ops.outcome", "ops.link", "ops.change");

  private static final List<String> QUICKLY =
      List.of(
          "max_wal_size = '8GB'",
          "checkpoint_timeout = '1h'",
          "fsync = off",
          "full_page_writes = off");

  private TraceSeed() {}

  static void fill(HikariDataSource database, long rows) throws SQLException, IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      // A store to be thrown away: nothing has to survive a crash while it is filled.
      for (String setting : QUICKLY) {
        statement.execute("alter system set " + setting);
      }
      statement.execute("select pg_reload_conf()");
      statement.execute("set synchronous_commit = off");
      statement.execute("set maintenance_work_mem = '512MB'");
      List<String> make = new ArrayList<>();
      List<String> drop = new ArrayList<>();
      collect(statement, INDEXES, drop, make);
      for (String table : LARGE) {
        String keys =
            """
            select 'alter table %1$s drop constraint ' || conname as drop,
              'alter table %1$s add constraint ' || conname || ' ' || pg_get_constraintdef(oid) as make
            from pg_constraint where contype = 'p' and conrelid = '%1$s'::regclass
            """
                .formatted(table);
        collect(statement, keys, drop, make);
      }
      for (String sql : drop) {
        statement.execute(sql);
      }
      for (String sql : script(rows)) {
        statement.execute(sql);
      }
      System.out.println("  rows are there; making " + make.size() + " indexes and keys …");
      for (String sql : make) {
        statement.execute(sql);
      }
      statement.execute("vacuum analyze");
      statement.execute("alter system reset all");
      statement.execute("select pg_reload_conf()");
    }
  }

  static long bytes(HikariDataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_database_size(current_database())")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void collect(
      Statement statement, String query, List<String> drop, List<String> make) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        drop.add(row.getString("drop"));
        make.add(row.getString("make"));
      }
    }
  }

  private static List<String> script(long rows) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(TraceSeed.class.getResourceAsStream("trace-seed.sql"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.replace("${rows}", Long.toString(rows)).split(";\\n"));
    }
  }
}
