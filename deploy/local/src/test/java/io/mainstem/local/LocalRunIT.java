package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.backbone.PortCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunIT {
  @TempDir Path data;

  @Test
  void shouldStartEverythingRestartWhatDiesAndLeaveNothingBehind() throws Exception {
    List<ProcessHandle> processes;
    int port;
    try (LocalRun run = LocalRun.up(data)) {
      processes = descendants().toList();
      port = run.webhooks().getPort();
      assertThat(run.ask("/api/status").path("balanced").asBoolean()).isTrue();

      run.kill("canonicalizer");
      run.awaitReady("canonicalizer");
    }
    assertThat(processes).hasSizeGreaterThan(8).noneMatch(ProcessHandle::isAlive);
    assertThat(PortCheck.isFree(port)).isTrue();
  }

  private static Stream<ProcessHandle> descendants() {
    return ProcessHandle.current().descendants();
  }
}
