package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandsTest {
  @TempDir Path folder;

  @Test
  void shouldShowJsonAsAnOutlineWithTables() {
    String json =
        """
        {"balanced":true,"sources":[{"connection":"pos","received":12},{"connection":"crm","received":3}],
        "notes":[],"latest":{"at":"2026-03-02"}}\
        """;

    assertThat(JsonOutline.of(json))
        .isEqualTo(
            """
            balanced: true
            sources:
              connection  received
              pos         12
              crm         3
            notes: -
            latest:
              at: 2026-03-02
            """);
  }

  @Test
  void shouldFollowALogByWholeLines() throws Exception {
    Path log = folder.resolve("simulators.log");
    LogFollower follower = new LogFollower(log, 0);
    assertThat(follower.newLines()).isEmpty();

    Files.writeString(log, "Monday: 12 sa");
    assertThat(follower.newLines()).isEmpty();
    Files.writeString(log, "Monday: 12 sales\nTues");
    assertThat(follower.newLines()).containsExactly("Monday: 12 sales");
    Files.writeString(log, "Monday: 12 sales\nTuesday: 9 sales\n");
    assertThat(follower.newLines()).containsExactly("Tuesday: 9 sales");
  }
}
