package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Fixtures;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The tool file that the documentation writes as an example. */
final class FirstToolTest {
  @Test
  void shouldLoadTheToolOfTheTutorial() throws IOException {
    String page =
        Files.readString(Fixtures.folder().resolve("../../docs/tool-files.md").normalize());
    String tutorial = page.substring(page.indexOf("## Your first tool"));
    int start = tutorial.indexOf("```yaml\n") + "```yaml\n".length();
    String yaml = tutorial.substring(start, tutorial.indexOf("```", start));
    Problems problems = new Problems();

    Tool tool = new ToolReader(problems).read(YamlDocument.parse("kite.yaml", yaml, problems));
    Mapper.check(tool, new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.MIDNIGHT), problems);
    WritePlan.check(tool, problems);

    assertThat(problems.list()).extracting(Problem::toString).isEmpty();
    assertThat(tool.specs()).containsOnlyKeys("contact");
  }
}
