package io.mainstem.sink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.write.WriteKey;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.write.WriteStep;
import io.mainstem.sink.Business;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same won deal, planned alike and written by whichever accounting the design studio has. */
final class AccountingSwapTest {
  private static final Path STUDIO =
      Path.of(System.getProperty("mainstem.root"), "workspaces", "design-studio");

  private final Business business = new Business("r1");

  @Test
  void shouldPlanTheSameAndCallTheToolThatIsThere(@TempDir Path moved) throws Exception {
    copy(STUDIO, moved);
    Files.copy(
        STUDIO.resolve("alternatives/accounting-xero.yaml"),
        moved.resolve("connections/accounting.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    Workspace quickbooks = Workspace.load(STUDIO, AccountingSwapTest::variable);
    Workspace xero = Workspace.load(moved, AccountingSwapTest::variable);

    List<PlanResult.Planned> before = plans(quickbooks);
    assertThat(before).hasSize(4);
    assertThat(plans(xero)).isEqualTo(before);

    ObjectNode input = invoice(before);
    HttpCall there = call(quickbooks, input);
    assertThat(there.method() + " " + there.uri().getPath())
        .isEqualTo("POST /tool/v3/company/invented/invoice");
    assertThat(there.body().text())
        .contains("\"CustomerRef\":{\"value\":\"c-1\"}", "\"DocNumber\":\"MS-");
    HttpCall here = call(xero, input);
    assertThat(here.method() + " " + here.uri().getPath())
        .isEqualTo("PUT /tool/api.xro/2.0/Invoices");
    assertThat(here.body().text())
        .contains("\"Contact\":{\"ContactID\":\"c-1\"}", "Summer party for 80 (MS-");
  }

  private static String variable(String name) {
    return name.endsWith("_API") || name.endsWith("_URL")
        ? "http://127.0.0.1:8083/tool"
        : "invented";
  }

  private List<PlanResult.Planned> plans(Workspace workspace) {
    return new Triggers(workspace.flows())
        .of(business.won()).stream()
            .map(
                trigger -> {
                  Flow flow =
                      workspace.flows().on("deal.won").stream()
                          .filter(each -> each.name().equals(trigger.flow()))
                          .findFirst()
                          .orElseThrow();
                  return (PlanResult.Planned)
                      Planner.plan(
                          flow,
                          trigger,
                          Map.of(
                              "deal", business.deal(),
                              "company", business.company(),
                              "person", business.person()));
                })
            .toList();
  }

  private static ObjectNode invoice(List<PlanResult.Planned> plans) {
    ObjectNode input =
        plans.stream()
            .map(plan -> (ObjectNode) plan.payload().get("input"))
            .filter(each -> each.has("lines"))
            .findFirst()
            .orElseThrow()
            .deepCopy();
    return input.put("contactId", "c-1");
  }

  private static HttpCall call(Workspace workspace, ObjectNode input) {
    WritePlan plan =
        WritePlan.of(Objects.requireNonNull(workspace.connections().get("accounting")));
    WriteStep step =
        plan.begin("create_draft_invoice", input, new WriteKey("key", "MS-0123456789"), false);
    return ((WriteStep.Ask) step).call();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
  }
}
