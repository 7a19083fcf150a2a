package io.mainstem.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.schemas.canonical.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldLoadTheExampleBusinessWithoutAProblem() {
    assertThat(Workspace.check(Fixtures.folder(), Map.<String, String>of()::get)).isEmpty();

    Workspace workspace = Fixtures.workspace();

    assertThat(workspace.connections())
        .containsOnlyKeys("accounting", "chat", "crm", "pos", "rota");
    assertThat(workspace.connections().values()).allMatch(Connection::configured);
    assertThat(workspace.currency()).isEqualTo("GBP");
    assertThat(WorkspaceReport.of(workspace))
        .contains("Copper Kettle Kitchens", "payment, terminal", "Hand-offs without a connection");
  }

  @Test
  void shouldTreatAMissingSecretAsNotConfigured() throws Exception {
    Workspace workspace = Workspace.load(Fixtures.folder(), Map.of("XERO_WEBHOOK_KEY", "k")::get);
    Connection xero = Objects.requireNonNull(workspace.connections().get("accounting"));
    Connection square = Objects.requireNonNull(workspace.connections().get("pos"));

    assertThat(xero.webhookSecrets()).hasSize(1);
    assertThat(xero.missing()).containsExactly("XERO_ACCESS_TOKEN", "XERO_TENANT_ID");
    assertThat(square.webhookSecrets()).isEmpty();
    assertThat(square.configured()).isFalse();
    assertThat(square.api()).hasToString("https://connect.squareup.com");
    assertThat(square.publicUrl()).hasToString("http://127.0.0.1:8081/webhooks/pos");
  }

  @Test
  void shouldRefuseAConnectionThatDoesNotNameTheSecretsItsToolIsAskedWith() throws IOException {
    write("workspace.yaml", "currency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    write("connections/crm.yaml", "tool: hubspot\nwebhookSecrets: []\nsecrets: {token: x}\n");
    write("connections/books.yaml", "tool: quickbooks\nwebhookSecrets: []\n");
    // One of several ways is enough, and a variable that is not set is no mistake.
    write(
        "connections/ledger.yaml",
        "tool: xero\nwebhookSecrets: []\nsecrets: {access_token: \"${env:NOT_SET}\"}\n");

    assertThat(Workspace.check(folder, Map.<String, String>of()::get))
        .extracting(Problem::toString)
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("crm.yaml", "secrets.access_token"))
        .anySatisfy(line -> assertThat(line).contains("books.yaml", "secrets.client_id"))
        .anySatisfy(line -> assertThat(line).contains("books.yaml", "secrets.refresh_token"));
  }

  @Test
  void shouldNeverPrintASecret() {
    Workspace workspace = Fixtures.workspace();

    assertThat(workspace.connections().toString())
        .doesNotContain("square-key", "xero-token", "rota-password")
        .contains("***");
  }

  @Test
  void shouldTellAllMistakesAtOnceWithTheirPlaceAndTheNearestSpelling() throws IOException {
    write("workspace.yaml", "currency: POUNDS\ncountry: GB\ntimezone: Europe/Lundon\ncutof: x\n");
    write("connections/pos.yaml", "tool: sqare\n");
    write("connections/crm.yaml", "tool: hubspot\nsecrts: {}\n");
    write("authority.yaml", "persn:\n  default: [crm]\nperson:\n  emals: [crm, pso]\n");
    write(
        "identity.yaml",
        "person:\n  strong:\n    - name: email\n      of: person.emials.map(e, e.address)\n");
    write("acces.yaml", "roles: {}\n");

    assertThat(Workspace.check(folder, Map.<String, String>of()::get))
        .extracting(Problem::toString)
        .anySatisfy(line -> assertThat(line).startsWith("workspace.yaml:1: currency: POUNDS"))
        .anySatisfy(line -> assertThat(line).startsWith("workspace.yaml:3: timezone: Europe/Lu"))
        .anySatisfy(line -> assertThat(line).contains("workspace.yaml:4", "'cutOff'"))
        .anySatisfy(line -> assertThat(line).contains("pos.yaml:1", "'square'"))
        .anySatisfy(line -> assertThat(line).contains("crm.yaml:2", "'secrets'"))
        .anySatisfy(line -> assertThat(line).contains("crm.yaml", "webhookSecrets: missing"))
        .anySatisfy(line -> assertThat(line).contains("authority.yaml:2", "'person'"))
        .anySatisfy(line -> assertThat(line).contains("authority.yaml:4", "'emails'"))
        .anySatisfy(line -> assertThat(line).contains("identity.yaml:4", "'emails'"))
        .anySatisfy(line -> assertThat(line).contains("acces.yaml", "'access.yaml'"));
    assertThatThrownBy(() -> Workspace.load(folder, Map.<String, String>of()::get))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("sqare")
        .hasMessageContaining("Lundon");
  }

  @Test
  void shouldRefuseAToolFileThatMisspellsAFieldOfItsOwnShape() throws IOException {
    write("workspace.yaml", "currency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    write("connections/till.yaml", "tool: till\n");
    write(
        "tools/till.yaml",
        """
        tool: till
        objects:
          guest:
            id: id
            shape: {id: text!, mail: text, kind: text}
            fragments:
              - entity: person
                fields:
                  emails: "[email(payload.mial)]"
                  jobTitel: payload.kind
          sale:
            id: id
            shape: {id: text!, state: text}
            fragments:
              - entity: order
                fields:
                  status: {from: payload.state, values: {done: PIAD}, unknown: quarantine}
        """);

    assertThat(Workspace.check(folder, Map.<String, String>of()::get))
        .extracting(Problem::toString)
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("tools/till.yaml:9", "'mail'"))
        .anySatisfy(line -> assertThat(line).contains("tools/till.yaml:10", "'jobTitle'"))
        .anySatisfy(line -> assertThat(line).contains("tools/till.yaml:17", "PIAD", "'PAID'"));
  }

  @Test
  void shouldOrderConnectionsByAuthorityAndPutTheUnnamedLast() {
    Authority authority = Fixtures.workspace().authority();

    assertThat(authority.order("person", "emails"))
        .containsExactly("crm", "accounting", "pos", "chat", "rota");
    assertThat(authority.order("site", "address")).startsWith("pos", "rota");
    assertThat(authority.order("product", "name"))
        .containsExactly("accounting", "chat", "crm", "pos", "rota");
  }

  @Test
  void shouldFindTheSameIdentifiersInEveryToolAndGuardGenericOnes() {
    Identity identity = Fixtures.workspace().identity();

    Person crm = person("crm", "contact", "hubspot/contact");
    Person pos = person("pos", "customer", "square/customer");
    assertThat(identity.identifiers("person", crm))
        .isEqualTo(identity.identifiers("person", pos))
        .containsExactly(
            new Identity.Identifier("email", "marlowe@tinderbox-studio.example", null),
            new Identity.Identifier("phone", "+442079460123", null));

    crm.getEmails().getFirst().setAddress("info@tinderbox-studio.example");
    pos.getEmails().getFirst().setAddress("info@tinderbox-studio.example");
    List<Identity.Identifier> stopped = identity.identifiers("person", crm);
    assertThat(stopped.getFirst().guard()).contains("generic value");
    assertThat(identity.profile("person", crm, stopped).blocks())
        .as("who shares a mailbox is compared")
        .hasSize(identity.profile("person", crm, List.of()).blocks().size() + 1)
        .containsAnyElementsOf(
            identity.profile("person", pos, identity.identifiers("person", pos)).blocks());
    assertThat(identity.maxClusterSize("person")).isEqualTo(12);
  }

  private static Person person(String connection, String object, String payload) {
    Workspace workspace = Fixtures.workspace();
    MapResult result =
        Mapper.of(workspace, Objects.requireNonNull(workspace.connections().get(connection)))
            .map(object, Fixtures.payload(payload));
    return (Person) ((MapResult.Mapped) result).primary().record();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(Stream.of(path.getParent()).findFirst().orElse(folder));
    Files.writeString(path, text);
  }
}
