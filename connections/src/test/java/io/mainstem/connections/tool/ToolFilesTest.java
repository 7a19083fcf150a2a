package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.expression.Business;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tool file that comes with the product. */
final class ToolFilesTest {
  private static final Business BUSINESS =
      new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0));

  static Stream<String> tools() {
    return Tools.builtIn().stream();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void shouldLoadWithoutProblems(String name) {
    Problems problems = new Problems();
    Tool tool = Tools.builtIn(name, problems);
    Mapper.check(tool, BUSINESS, problems);
    WritePlan.check(tool, problems);

    assertThat(problems.list()).extracting(Problem::toString).isEmpty();
  }
}
