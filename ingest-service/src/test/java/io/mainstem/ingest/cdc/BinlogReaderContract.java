package io.mainstem.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestBinlogDatabase;
import io.mainstem.testkit.TestBinlogDatabase.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What reading a binlog promises, on a real server of the kind a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BinlogReaderContract {
  private final Kind kind;
  private final TestBackbone backbone = TestBackbone.shared();
  private @Nullable TestBinlogDatabase started;

  BinlogReaderContract(Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() {
    Assumptions.assumeTrue(kind.isInstalled(), kind::whyNot);
    started = TestBinlogDatabase.start(kind);
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void shouldReadTablesWholeThenFollowTheLogWithEveryDigit() {
    CdcRig rig = rig("follow", "orders");
    database()
        .execute(
            "create table orders (id bigint unsigned primary key, total decimal(12,2), rate"
                + " decimal(20,10), paid tinyint(1), placed datetime(6), seen timestamp(3) null,"
                + " day date, state enum('open','done'), note text)",
            "set time_zone = '+00:00'",
            "insert into orders values (18446744073709551615, 1234567.80, 0.1000000001, 1,"
                + " '2026-03-02 09:00:00.123456', '2026-03-02 09:00:00.123', '2026-03-02', 'open',"
                + " 'Zoë 🚚')");

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
              "\"note\":\"Zoë 🚚\"");
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
  void shouldReadWhateverAColumnCanHoldTheSameInTheTableAndInTheLog() {
    CdcRig rig = rig("types", "types");
    database()
        .execute(
            "create table types (id int primary key, early time, late time(3), noon time, body"
                + " json, bits bit(9), born year, tags set('a','b'), picture blob, tiny tinyint"
                + " unsigned, ratio double)",
            "insert into types values (1, '-01:30:00', '838:59:58.250', '12:00:00', '{\"a\": [1.5,"
                + " null]}', b'100000001', 2026, 'a,b', x'00ff', 255, 0.1)");

    try (CdcReader reader = rig.reader()) {
      reader.start();
      String read = text(rig.published(1).getFirst());
      database()
          .execute(
              "create temporary table one select * from types",
              "update one set id = 2",
              "insert into types select * from one");
      String followed =
          rig.published(2).stream()
              .filter(event -> event.getSourceId().equals("2"))
              .map(BinlogReaderContract::text)
              .collect(Collectors.joining());

      assertThat(read)
          .contains(
              "\"early\":\"-01:30\"",
              "\"late\":\"838:59:58.250\"",
              "\"noon\":\"12:00\"",
              "\"bits\":\"AQE=\"",
              "\"born\":2026",
              "\"tags\":\"a,b\"",
              "\"picture\":\"AP8=\"",
              "\"tiny\":255",
              "\"ratio\":0.1");
      assertThat(followed.replace(" ", ""))
          .isEqualTo(read.replace(" ", "").replace("\"id\":1", "\"id\":2"));
    }
  }

  /** A setting of the server, as it must be and as it will not do. */
  record Setting(String name, String fit, String unfit) {}

  List<Setting> settings() {
    return List.of(
        new Setting("binlog_row_image", "FULL", "MINIMAL"),
        new Setting("binlog_format", "ROW", "STATEMENT"));
  }

  @Test
  void shouldWaitForTheSettingsItNeedsAndNameThem() {
    for (Setting setting : settings()) {
      CdcRig rig = rig("unset-" + setting.name().replace('_', '-'), setting.name());
      database().execute("create table " + setting.name() + " (id int primary key)");
      set(setting, setting.unfit());
      try (CdcReader reader = rig.reader()) {
        reader.start();
        String said = setting.name() + ": " + setting.unfit() + " (expected: ";
        Await.until("waits", () -> reader.status().toString().contains(said));
        assertThat(reader.status()).isInstanceOf(CdcStatus.Waiting.class);
      } finally {
        set(setting, setting.fit());
      }
    }
  }

  private void set(Setting setting, String value) {
    database().execute("set global " + setting.name() + " = '" + value + "'");
  }

  @Test
  void shouldNeitherLoseNorRepeatRowsNorForgetTheSchemaWhenStartedAgain() {
    CdcRig rig = rig("again", "stock");
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
          .extracting(BinlogReaderContract::text)
          .containsExactly("{\"id\":120,\"note\":\"note 120\"}");
      assertThat(all)
          .filteredOn(event -> event.getSourceId().equals("151"))
          .extracting(BinlogReaderContract::text)
          .containsExactly("{\"id\":151,\"level\":3.20,\"note\":\"late\"}");
    }
  }

  @Test
  void shouldSurviveColumnsThatComeGoAndChange() {
    CdcRig rig = rig("ddl", "items");
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
          .extracting(BinlogReaderContract::text)
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
    CdcRig rig = rig("gone", "gone");
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
      assertThat(reader.status().toString()).contains("is gone", "ingest-cdc-" + name("gone"));
    }
  }

  TestBinlogDatabase database() {
    return Objects.requireNonNull(started);
  }

  private String name(String test) {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + test;
  }

  CdcRig rig(String test, String table) {
    String connection = name(test);
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

  private void insert(int from, int to) {
    database()
        .execute(
            IntStream.rangeClosed(from, to)
                .mapToObj(n -> "(" + n + ", 'note " + n + "')")
                .collect(Collectors.joining(", ", "insert into stock (id, note) values ", "")));
  }

  private static List<String> ids(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  static String text(SourceEvent event) {
    return StandardCharsets.UTF_8.decode(event.getPayload().duplicate()).toString();
  }
}
