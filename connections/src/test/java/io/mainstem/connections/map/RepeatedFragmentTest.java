package io.mainstem.connections.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Workspace;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.schemas.canonical.Target;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fragment repeated for the elements of lists. */
final class RepeatedFragmentTest {
  private static final String TOOL =
      """
      tool: plan
      objects:
        budget:
          id: id
          shape: {id: text!, lines: [{account: text!, months: [{month: text!, amount: decimal}]}]}
          fragments:
            - entity: target
              for: {line: payload.lines, month: line.months}
              when: month.amount > 0
              record: {object: month, id: "join([payload.id, line.account, month.month], ':')"}
              fields:
                metric: line.account
                periodStart: date(month.month + '-01')
                value: month.amount
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeWorkspace() throws IOException {
    write("workspace.yaml", "currency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    write("connections/plan.yaml", "tool: plan\n");
    write("tools/plan.yaml", TOOL);
  }

  @Test
  void shouldMakeARecordOfEveryElementOfNestedLists() throws Exception {
    List<Fragment> fragments =
        ((MapResult.Mapped)
                map(
                    """
                    {"id":"b1","lines":[
                      {"account":"200","months":[{"month":"2026-03","amount":9.5},{"month":"2026-04","amount":0}]},
                      {"account":"310","months":[]},
                      {"account":"477","months":[{"month":"2026-03","amount":4}]}]}
                    """))
            .fragments();

    assertThat(fragments)
        .extracting(fragment -> fragment.source().sourceId())
        .containsExactly("b1:200:2026-03", "b1:477:2026-03");
    Target first = (Target) fragments.getFirst().record();
    assertThat(first.getMetric()).isEqualTo("200");
    assertThat(first.getPeriodStart()).isEqualTo(LocalDate.parse("2026-03-01"));
    assertThat(first.getValue()).isEqualByComparingTo(new BigDecimal("9.5"));
  }

  @Test
  void shouldRefuseMoreRecordsThanTheLimit() throws Exception {
    assertThat(map(budget(FragmentMapping.MAX_RECORDS))).isInstanceOf(MapResult.Mapped.class);
    assertThat(map(budget(FragmentMapping.MAX_RECORDS + 1)))
        .isInstanceOfSatisfying(
            MapResult.Unfit.class, unfit -> assertThat(unfit.cause()).contains("at most 5000"));
  }

  @Test
  void shouldAskForAnIdOfEveryRecord() throws IOException {
    write("tools/plan.yaml", TOOL.replaceAll("(?m)^.*record:.*\n", ""));

    assertThat(Workspace.check(folder, Map.<String, String>of()::get))
        .extracting(Problem::toString)
        .singleElement()
        .satisfies(line -> assertThat(line).contains("record", "an id of its own"));
  }

  private MapResult map(String payload) throws Exception {
    Workspace workspace = Workspace.load(folder, Map.<String, String>of()::get);
    return Mapper.of(workspace, Objects.requireNonNull(workspace.connections().get("plan")))
        .map("budget", Bytes.utf8(payload));
  }

  private static String budget(int months) {
    String month = "{\"month\":\"2026-03\",\"amount\":1}";
    return "{\"id\":\"b\",\"lines\":[{\"account\":\"1\",\"months\":["
        + String.join(",", Collections.nCopies(months, month))
        + "]}]}";
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
