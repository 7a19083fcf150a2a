package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mainstem.connections.flows.Flow;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example businesses that come with the product. */
final class ExampleWorkspacesTest {
  @ParameterizedTest
  @CsvSource({"restaurant-group, 2", "online-shop, 3", "design-studio, 4"})
  void shouldLoadWithoutAProblemWhetherConfiguredOrNot(String name, int flows) throws Exception {
    Path folder = Fixtures.folder().resolveSibling(name);
    assertThatCode(() -> Workspace.load(folder, variable -> null)).doesNotThrowAnyException();

    Workspace workspace =
        Workspace.load(
            folder,
            variable ->
                variable.endsWith("_API") || variable.endsWith("_URL")
                    ? "http://127.0.0.1:8083/tool"
                    : "invented");
    assertThat(workspace.connections().values()).allMatch(Connection::configured);
    assertThat(workspace.flows().flows())
        .hasSize(flows)
        .extracting(Flow::connection)
        .isSubsetOf(workspace.connections().keySet());
    assertThat(WorkspaceReport.of(workspace)).contains(workspace.title());
  }
}
