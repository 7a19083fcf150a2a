package io.mainstem.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.FaultProxy;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CdcReaderIT {

  private static final String TABLE =
      """
      create table shifts (
        id bigserial primary key, role text, planned_start timestamptz, day date,
        rate numeric(10,2), any_number numeric, worked boolean, break_minutes int);
      alter table shifts replica identity full;
      """;

  private final TestBackbone backbone = TestBackbone.shared();
  private final TestDatabase database = backbone.newDatabase();

  @Test
  void shouldReadTablesWholeThenFollowTheLog() {
    CdcRig rig = rig("follow");
    database.execute(TABLE);
    database.execute(
        """
        insert into shifts (role, planned_start, day, rate, any_number, worked, break_minutes)
        values ('barista', '2026-03-02 09:00:00.123456+01', '2026-03-02', 11.50, 1e-7, true, null)
        """);

    try (CdcReader reader = rig.reader()) {
      reader.start();
      SourceEvent first = rig.published(1).getFirst();
      database.execute("update shifts set rate = 12.00 where id = 1");
      database.execute("delete from shifts where id = 1");
      List<SourceEvent> all = rig.published(3);

      assertThat(text(first))
          .isEqualTo(
              "{\"id\":1,\"role\":\"barista\",\"planned_start\":\"2026-03-02T08:00:00.123456Z\","
                  + "\"day\":\"2026-03-02\",\"rate\":11.50,\"any_number\":1E-7,"
                  + "\"worked\":true,\"break_minutes\":null}");
      assertThat(first.getVia()).isEqualTo(Via.CDC);
      assertThat(first.getObject()).isEqualTo("shifts");
      assertThat(text(all.get(1))).contains("\"rate\":12.00");
      assertThat(all)
          .extracting(SourceEvent::getOperation)
          .containsExactly(Operation.UPSERT, Operation.UPSERT, Operation.DELETE);
      assertThat(all).extracting(SourceEvent::getVersion).isSorted();
      assertThat(all).extracting(SourceEvent::getEventId).doesNotHaveDuplicates();
      assertThat(reader.status()).isEqualTo(new CdcStatus.Reading(false));
    }
  }

  @Test
  void shouldNeitherLoseNorRepeatRowsWhenStartedAgain() {
    CdcRig rig = rig("again");
    database.execute(TABLE);
    insert(1, 50);
    try (CdcReader reader = rig.reader()) {
      reader.start();
      rig.published(50);
      insert(51, 100);
      rig.published(100);
    }
    insert(101, 150);

    try (CdcReader reader = rig.reader()) {
      reader.start();
      insert(151, 200);

      assertThat(rig.published(200))
          .extracting(SourceEvent::getSourceId)
          .containsExactlyInAnyOrderElementsOf(ids(1, 200));
    }
  }

  @Test
  void shouldWaitForADatabaseThatIsAwayOrHasNoTablesYet() throws Exception {
    CdcRig rig = rig("away");
    URI address = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    try (FaultProxy proxy = FaultProxy.to(address.getHost(), address.getPort())) {
      proxy.refuse();
      String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + address.getPath();
      try (CdcReader reader = rig.reader(url)) {
        reader.start();
        Await.until("waits for the database", () -> waits(reader, "Exception"));
        proxy.heal();
        Await.until("waits for the tables", () -> waits(reader, "missing"));
        database.execute(TABLE);
        insert(1, 10);
        assertThat(rig.published(10)).hasSize(10);

        proxy.refuse();
        Await.until("waits again", () -> waits(reader, "Exception"));
        insert(11, 20);
        proxy.heal();

        assertThat(rig.published(20))
            .extracting(SourceEvent::getSourceId)
            .containsExactlyInAnyOrderElementsOf(ids(1, 20));
      }
    }
  }

  @Test
  void shouldSurviveColumnsThatComeGoAndChange() {
    CdcRig rig = rig("ddl");
    database.execute(
        "create table shifts (id int primary key, a int, b text); alter table shifts replica"
            + " identity full; insert into shifts values (1, 1, 'x')");
    try (CdcReader reader = rig.reader()) {
      reader.start();
      rig.published(1);
      database.execute("alter table shifts add column c numeric(6,2)");
      database.execute("insert into shifts values (2, 2, 'y', 2.50)");
      database.execute("alter table shifts drop column a");
      database.execute("insert into shifts values (3, 'z', 3.50)");
      database.execute("alter table shifts rename column b to title");
      database.execute("insert into shifts values (4, 'w', 4.50)");
      database.execute("alter table shifts alter column c type text");
      database.execute("insert into shifts values (5, 'v', 'five')");

      assertThat(rig.published(5))
          .extracting(CdcReaderIT::text)
          .containsExactlyInAnyOrder(
              "{\"id\":1,\"a\":1,\"b\":\"x\"}",
              "{\"id\":2,\"a\":2,\"b\":\"y\",\"c\":2.50}",
              "{\"id\":3,\"b\":\"z\",\"c\":3.50}",
              "{\"id\":4,\"title\":\"w\",\"c\":4.50}",
              "{\"id\":5,\"title\":\"v\",\"c\":\"five\"}");
      assertThat(reader.status()).isEqualTo(new CdcStatus.Reading(false));
    }
  }

  @Test
  void shouldRefuseToGoOnWhenItsSlotIsGone() {
    CdcRig rig = rig("gone");
    database.execute(TABLE);
    insert(1, 5);
    try (CdcReader reader = rig.reader()) {
      reader.start();
      rig.published(5);
    }
    Await.asserted(
        "slot dropped",
        () -> database.execute("select pg_drop_replication_slot('" + rig.slot() + "')"));

    try (CdcReader reader = rig.reader()) {
      reader.start();

      Await.until("refuses", () -> reader.status() instanceof CdcStatus.Refused);
      assertThat(reader.status().toString()).contains("mainstem_gone is gone", "ingest-cdc-gone");
    }
  }

  private CdcRig rig(String connection) {
    backbone.createTopics("source." + connection);
    return CdcRig.of(backbone.bootstrapServers(), connection, database, "shifts");
  }

  private static boolean waits(CdcReader reader, String cause) {
    return reader.status() instanceof CdcStatus.Waiting(String said) && said.contains(cause);
  }

  private void insert(int from, int to) {
    database.execute(
        "insert into shifts (role) select 'role ' || n from generate_series("
            + from
            + ", "
            + to
            + ") n");
  }

  private static List<String> ids(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private static String text(SourceEvent event) {
    return StandardCharsets.UTF_8.decode(event.getPayload().duplicate()).toString();
  }
}
