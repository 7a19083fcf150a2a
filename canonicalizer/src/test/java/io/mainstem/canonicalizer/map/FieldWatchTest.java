package io.mainstem.canonicalizer.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FieldWatchTest {
  private final Map<String, Integer> counted = new TreeMap<>();
  private final FieldWatch watch =
      new FieldWatch(
          "crm",
          mapper(),
          (connection, object, path) ->
              counted.merge(connection + " " + object + " " + path, 1, Integer::sum));

  @Test
  void shouldLookThroughTheFirstPayloadAndThenOneOfSoMany() {
    IntStream.range(0, FieldWatch.LOOK_EVERY).forEach(_ -> saw("{\"id\":\"1\",\"added\":2}"));
    assertThat(counted).containsExactly(Map.entry("crm contact added", 1));
    saw("{\"id\":\"1\",\"added\":2}");
    assertThat(counted).containsExactly(Map.entry("crm contact added", 2));
    watch.saw("stranger", Bytes.utf8("{\"x\":1}"));
    assertThat(counted).hasSize(1);
  }

  @Test
  void shouldTellALimitedNumberOfPathsApart() {
    for (int n = 0; n <= FieldWatch.MAX_PATHS; n++) {
      String name = "f" + "x".repeat(n % 60) + (char) ('a' + n / 60);
      IntStream.range(0, FieldWatch.LOOK_EVERY).forEach(_ -> saw("{\"" + name + "\":1}"));
    }
    assertThat(counted).hasSize(FieldWatch.MAX_PATHS + 1).containsKey("crm contact (others)");
  }

  private void saw(String payload) {
    watch.saw("contact", Bytes.utf8(payload));
  }

  private static Mapper mapper() {
    Problems problems = new Problems();
    String file = "tool: t\nobjects:\n  contact: {id: id, shape: {id: text!}, fragments: []}\n";
    Tool tool = new ToolReader(problems).read(YamlDocument.parse("t.yaml", file, problems));
    assertThat(problems.list()).isEmpty();
    Business business = new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.of(4, 0));
    return Mapper.of(business, Connection.withoutAccount(tool));
  }
}
