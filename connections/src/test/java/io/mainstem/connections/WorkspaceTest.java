package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkspaceTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("mainstem.root", ".."), "workspaces", "restaurant-group");

  @Test
  void shouldLoadTheExampleBusinessWithoutAProblem() throws Exception {
    assertThat(Workspace.check(FOLDER, Map.<String, String>of()::get)).isEmpty();

    Workspace workspace = Workspace.load(FOLDER, Map.of("XERO_WEBHOOK_KEY", "k")::get);

    assertThat(workspace.connections()).containsOnlyKeys("accounting", "chat", "crm", "pos", "rota");
    System.out.println(WorkspaceReport.of(workspace));
  }
}
