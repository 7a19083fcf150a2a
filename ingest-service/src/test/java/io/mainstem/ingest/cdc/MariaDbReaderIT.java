package io.mainstem.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestMariaDb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real MariaDB, where one is installed. */
class MariaDbReaderIT {
  private static @Nullable TestMariaDb started;

  private final TestBackbone backbone = TestBackbone.shared();

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(
        TestMariaDb.isInstalled(),
        "No MariaDB server here (Debian: mariadb-server-core, mariadb-client-core): its tests are"
            + " skipped.");
    started = TestMariaDb.start();
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void shouldReadTablesWholeThenFollowTheLogWithEveryDigit() {
    CdcRig rig = rig("maria-follow", "orders");
    database()
        .execute(
            "create table orders (id bigint unsigned primary key, total decimal(12,2), rate"
                + " decimal(20,10), paid tinyint(1), placed datetime(6), seen timestamp(3) null,"
                + " day date, state enum('open','done'), note text)",
            "set time_zone = '+00:00'",
            "insert into orders values (18446744073709551615, 1234567.80, 0.1000000001, 1,"
                + " '2026-03-02 09:00:00.123456', '2026-03-02 09:00:00.123', '2026-03-02', 'open',"
                + " 'Zoë')");

    try (CdcReader reader = rig.reader()) {
      reader.start();
      SourceEvent first = rig.published(1).getFirst();
      database().execute("update orders set total = 2.50", "delete from orders");
      List<SourceEvent> all = rig.published(3);

      assertThat(text(first))
          .contains(
              "\"id\":18446744073709551615",
              "\"total\":1234567.80",
              "\"rate\":0.1000000001",
              "\"paid\":true",
              "\"placed\":\"2026-03-02T09:00:00.123456\"",
              "\"seen\":\"2026-03-02T09:00:00.123Z\"",
              "\"day\":\"2026-03-02\"",
              "\"state\":\"open\"",
              "\"note\":\"Zoë\"");
      assertThat(text(all.get(1))).contains("\"total\":2.50");
      assertThat(all)
          .extracting(SourceEvent::getOperation)
          .containsExactly(Operation.UPSERT, Operation.UPSERT, Operation.DELETE);
      assertThat(all).extracting(SourceEvent::getVersion).isSorted();
      assertThat(all).extracting(SourceEvent::getEventId).doesNotHaveDuplicates();
      assertThat(reader.status()).isEqualTo(new CdcStatus.Reading(false));
    }
  }

  @Test
  void shouldNeitherLoseNorRepeatRowsNorForgetTheSchemaWhenStartedAgain() {
    CdcRig rig = rig("maria-again", "stock");
    database().execute("create table stock (id int primary key, note varchar(20))");
    insert(1, 50);
    try (CdcReader reader = rig.reader()) {
      reader.start();
      rig.published(50);
      insert(51, 100);
      rig.published(100);
    }
    // Written under one schema, read after the table has another.
    insert(101, 150);
    database().execute("alter table stock add column level decimal(8,2) after id");
    database().execute("insert into stock (id, note, level) values (151, 'late', 3.20)");

    try (CdcReader reader = rig.reader()) {
      reader.start();
      List<SourceEvent> all = rig.published(151);

      assertThat(all)
          .extracting(SourceEvent::getSourceId)
          .containsExactlyInAnyOrderElementsOf(ids(1, 151));
      assertThat(all)
          .filteredOn(event -> event.getSourceId().equals("120"))
          .extracting(MariaDbReaderIT::text)
          .containsExactly("{\"id\":120,\"note\":\"note 120\"}");
      assertThat(all)
          .filteredOn(event -> event.getSourceId().equals("151"))
          .extracting(MariaDbReaderIT::text)
          .containsExactly("{\"id\":151,\"level\":3.20,\"note\":\"late\"}");
    }
  }

  @Test
  void shouldSurviveColumnsThatComeGoAndChange() {
    CdcRig rig = rig("maria-ddl", "items");
    database().execute("create table items (id int primary key, a int, b varchar(10))");
    try (CdcReader reader = rig.reader()) {
      database().execute("insert into items values (1, 1, 'x')");
      reader.start();
      rig.published(1);
      database()
          .execute(
              "alter table items add column c decimal(6,2)",
              "insert into items values (2, 2, 'y', 2.50)",
              "alter table items drop column a",
              "insert into items values (3, 'z', 3.50)",
              "alter table items change b title varchar(20)",
              "insert into items values (4, 'w', 4.50)",
              "alter table items modify c varchar(20)",
              "insert into items values (5, 'v', 'five')");

      assertThat(rig.published(5))
          .extracting(MariaDbReaderIT::text)
          .containsExactlyInAnyOrder(
              "{\"id\":1,\"a\":1,\"b\":\"x\"}",
              "{\"id\":2,\"a\":2,\"b\":\"y\",\"c\":2.50}",
              "{\"id\":3,\"b\":\"z\",\"c\":3.50}",
              "{\"id\":4,\"title\":\"w\",\"c\":4.50}",
              "{\"id\":5,\"title\":\"v\",\"c\":\"five\"}");
    }
  }

  @Test
  void shouldRefuseToGoOnWhenItsPlaceInTheLogIsGone() {
    CdcRig rig = rig("maria-gone", "gone");
    database().execute("create table gone (id int primary key)", "insert into gone values (1)");
    try (CdcReader reader = rig.reader()) {
      reader.start();
      rig.published(1);
      Await.until("reads", () -> reader.status() instanceof CdcStatus.Reading);
      database().execute("insert into gone values (2)");
      rig.published(2);
    }
    // A file is kept while a reader hangs on it, which the server notices at the next change.
    Await.until(
        "purged",
        () -> {
          database()
              .execute("insert into gone (id) select max(id) + 1 from gone", "flush binary logs");
          database().execute("purge binary logs before now() + interval 1 hour");
          return !database().column("show binary logs").contains("binlog.000001");
        });

    try (CdcReader reader = rig.reader()) {
      reader.start();

      Await.until("refuses", () -> reader.status() instanceof CdcStatus.Refused);
      assertThat(reader.status().toString()).contains("is gone", "ingest-cdc-maria-gone");
    }
  }

  private static TestMariaDb database() {
    return java.util.Objects.requireNonNull(started);
  }

  private CdcRig rig(String connection, String table) {
    backbone.createTopics("source." + connection);
    return new CdcRig(
        backbone.bootstrapServers(),
        connection,
        database().jdbcUrl(),
        database().user(),
        database().password(),
        "shop." + table,
        new CdcRig.Schemas());
  }

  private static void insert(int from, int to) {
    database()
        .execute(
            IntStream.rangeClosed(from, to)
                .mapToObj(n -> "(" + n + ", 'note " + n + "')")
                .collect(Collectors.joining(", ", "insert into stock (id, note) values ", "")));
  }

  private static List<String> ids(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private static String text(SourceEvent event) {
    return StandardCharsets.UTF_8.decode(event.getPayload().duplicate()).toString();
  }
}
