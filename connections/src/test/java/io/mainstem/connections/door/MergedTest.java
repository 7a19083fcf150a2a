package io.mainstem.connections.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.tool.WebhookReader;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that their tool has merged into others. */
class MergedTest {
  private static final Instant NOW = Instant.parse("2026-03-07T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "salesforce, contact, Id, SystemModstamp, MasterRecordId",
    "salesforce, account, Id, SystemModstamp, MasterRecordId",
    "xero, contact, ContactID, UpdatedDateUTC, MergedToContactID"
  })
  void shouldSeeInARecordThatItWasMerged(
      String tool, String object, String id, String version, String into) throws Exception {
    ObjectSpec spec = Objects.requireNonNull(tool(tool).specs().get(object));
    String record = "{\"%s\":\"a\",\"%s\":\"2026-03-07T11:00:00Z\",\"%s\":%s}";

    Delivery.Snapshot merged = snapshot(spec, record.formatted(id, version, into, "\"b\""));
    assertThat(merged.operation()).isEqualTo(Operation.DELETE);
    assertThat(merged.mergedInto()).isEqualTo("b");
    for (String none : List.of("null", "\"\"", "\"a\"")) {
      Delivery.Snapshot alone = snapshot(spec, record.formatted(id, version, into, none));
      assertThat(alone.operation()).as(none).isEqualTo(Operation.UPSERT);
      assertThat(alone.mergedInto()).as(none).isNull();
    }
  }

  @Test
  void shouldNameEverythingWrongWithARuleAtOnce() {
    Problems problems = new Problems();
    var _ =
        new WebhookReader(problems, List.of("contact"))
            .read(
                YamlDocument.parse(
                    "tool.yaml",
                    """
                    sure: vector
                    auth: {kind: none}
                    type: type
                    dedupe: id
                    events:
                      a: {object: contact, record: "", into: kept}
                      b: {object: contact, ring: gone, into: kept, deleted: true}
                      c: {object: contact, ring: gone, into: "query:"}
                      d: {object: contact, ring: gone, into: kept}
                    """,
                    problems));

    assertThat(problems.list())
        .extracting(Problem::toString)
        .anyMatch(line -> line.contains("ring beside it"))
        .anyMatch(line -> line.contains("nothing beside into"))
        .hasSize(3);
  }

  private static Tool tool(String name) {
    return Tools.builtIn(name, new Problems());
  }

  private static Delivery.Snapshot snapshot(ObjectSpec spec, String record) throws Exception {
    return Snapshots.of(spec, Bytes.utf8(record), NOW, "key").orElseThrow();
  }
}
