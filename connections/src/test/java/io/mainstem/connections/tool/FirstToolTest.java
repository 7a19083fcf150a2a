package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Fixtures;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.map.UnfitCode;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The tool file that the documentation writes as an example. */
final class FirstToolTest {
  private static final Business BUSINESS =
      new Business("GBP", "GB", ZoneOffset.UTC, LocalTime.MIDNIGHT);

  @Test
  void shouldLoadTheToolOfTheTutorial() throws IOException {
    Problems problems = new Problems();

    Tool tool = tool(between("## Your first tool", "```yaml\n", "```"), problems);
    Mapper.check(tool, BUSINESS, problems);
    WritePlan.check(tool, problems);

    assertThat(problems.list()).extracting(Problem::toString).isEmpty();
    assertThat(tool.specs()).containsOnlyKeys("contact");
  }

  @Test
  void shouldHoldARenamedFieldAsThePageSays() throws IOException {
    String yaml = between("## Your first tool", "```yaml\n", "```");
    Bytes payload = Bytes.utf8(between("**Another name.**", "```json\n", "```"));
    String corrected =
        yaml.replace("email: text,", "email: text, emial: text,")
            .replace(
                "email(payload.email)",
                "email(" + between("and map either:", "`email(", ")`") + ")");

    assertThat(map(yaml, payload))
        .isInstanceOfSatisfying(
            MapResult.Unfit.class,
            unfit -> {
              assertThat(unfit.code()).isEqualTo(UnfitCode.FIELD_RENAMED);
              assertThat(unfit.cause()).isEqualTo(between("and its person is held", "> ", "\n"));
            });
    assertThat(map(corrected, payload)).isInstanceOf(MapResult.Mapped.class);
    assertThat(map(yaml.replace("email: text,", "email: text, emial: text,"), payload))
        .isInstanceOf(MapResult.Mapped.class);
  }

  private static MapResult map(String yaml, Bytes payload) {
    Tool tool = tool(yaml, new Problems());
    return Mapper.of(BUSINESS, Connection.withoutAccount(tool)).map("contact", payload);
  }

  private static Tool tool(String yaml, Problems problems) {
    return new ToolReader(problems).read(YamlDocument.parse("kite.yaml", yaml, problems));
  }

  /** What the page says, from {@code start} after a place to {@code end}. */
  private static String between(String after, String start, String end) {
    try {
      String page =
          Files.readString(Fixtures.folder().resolve("../../docs/tool-files.md").normalize());
      int from = page.indexOf(start, page.indexOf(after)) + start.length();
      return page.substring(from, page.indexOf(end, from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
