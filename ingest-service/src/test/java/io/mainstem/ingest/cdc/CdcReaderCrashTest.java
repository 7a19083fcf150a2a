package io.mainstem.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class CdcReaderCrashTest {

  private static final int ROWS = 20_000;
  private static final int KILLS = 3;

  private final TestBackbone backbone = TestBackbone.shared();
  private final TestDatabase database = backbone.newDatabase();

  /**
   * COPY writes many rows under one log sequence number, so nearly every batch ends inside such a
   * group: without the holdover each kill loses the rest of one.
   */
  @Test
  void shouldNeitherLoseNorRepeatCopiedRowsWhenKilled() throws Exception {
    backbone.createTopics("source.copied");
    CdcRig rig = CdcRig.of(backbone.bootstrapServers(), "copied", database, "budgets");
    database.execute(
        "create table budgets (id int primary key, note text); alter table budgets replica identity"
            + " full; insert into budgets values (0, 'first')");
    Process reader = start(rig);
    try {
      rig.published(1);
      copy();
      for (int kill = 1; kill <= KILLS; kill++) {
        rig.published(kill * ROWS / (KILLS + 2));
        reader.destroyForcibly().waitFor();
        reader = start(rig);
      }

      List<SourceEvent> all =
          rig.published(
              events ->
                  distinct(events.stream().map(event -> event.value().getSourceId())).size()
                      > ROWS);

      assertThat(all).hasSize(ROWS + 1);
    } finally {
      reader.destroyForcibly().waitFor();
    }
  }

  private void copy() throws Exception {
    String lines =
        IntStream.rangeClosed(1, ROWS).mapToObj(n -> n + "\tn\n").collect(Collectors.joining());
    try (Connection connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy budgets from stdin", new StringReader(lines));
    }
  }

  private static Set<String> distinct(Stream<String> ids) {
    return ids.collect(Collectors.toCollection(HashSet::new));
  }

  private static Process start(CdcRig rig) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CdcReaderMain.class.getName(),
            rig.bootstrap(),
            rig.connection(),
            rig.jdbcUrl(),
            rig.user(),
            rig.password(),
            rig.table())
        .inheritIO()
        .start();
  }
}
