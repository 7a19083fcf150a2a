package io.mainstem.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.schemas.AliasId;
import io.mainstem.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A vendor renames a field and a mapping turns out to be wrong: what a person does then, and what
 * becomes of what came before.
 */
class DriftIT {
  private static final int CONTACTS = 30;
  private static final String OLD_SHAPE = "      email: text\n";
  private static final String OLD_MAPPING = "email(payload.email)";
  private static final String TOOL =
      """
      tool: kite
      title: Kite CRM
      webhook:
        sure: documentation
        auth: {kind: shared-secret, at: "header:X-Kite-Key"}
        type: event
        dedupe: id
        events:
          contact.*: {object: contact, record: contact}
      api:
        sure: documentation
        base: https://api.kite.example
        auth: {kind: none}
      objects:
        contact:
          sure: documentation
          id: id
          version: {at: version, as: number}
          shape:
            id: text!
            version: integer!
            name: text!
            email: text
            phone: text
          fragments:
            - entity: person
              fields:
                name: person_name(payload.name)
                emails: "[email(payload.email)]"
      """;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldComputeAnewWhatAnOldToolFileHeldOrMappedOtherwise() throws Exception {
    Path workspace = workspace();
    Path tool = workspace.resolve("tools/kite.yaml");
    try (LocalRun run = LocalRun.up(workspace, folder.resolve("data"));
        Evidence store = new Evidence(run)) {
      for (int n = 1; n <= CONTACTS; n++) {
        deliver(run, n, 1, "\"email\":\"c" + n + "@kite.example\"");
      }
      deliver(run, 1, 2, "\"email\":\"one@kite.example\"");
      deliver(run, 2, 2, "\"emial\":\"two@kite.example\"");
      Await.until(
          "all is accounted for",
          () -> store.count("ops.outcome") == CONTACTS + 2 && store.count("ops.quarantine") == 1);

      JsonNode held = run.ask("/api/quarantine").findParent("cause");
      assertThat(held.path("code").asText()).isEqualTo("FIELD_RENAMED");
      assertThat(held.path("cause").asText())
          .contains("'emial' looks like the new name of 'email'")
          .contains("change line " + line("email: text"))
          .doesNotContain("two@");
      assertThat(emailOf(store, 2)).contains("c2@kite.example");

      // The file is corrected: a replay takes what was held.
      restartWith(
          run,
          tool,
          TOOL.replace(OLD_SHAPE, OLD_SHAPE + "      emial: text\n")
              .replace(OLD_MAPPING, "email(coalesce(payload.emial, payload.email))"));
      assertThat(replay(run)).contains("sent again: 1\n");
      Await.until("the held one is applied", () -> emailOf(store, 2).contains("two@kite.example"));
      Await.until("nothing is held", () -> store.count("ops.quarantine where state = 'OPEN'") == 0);
      assertThat(versions(store)).containsEntry(id(2), 2).containsEntry(id(3), 1);

      // The mapping never took the phone: only a replay of all makes that good.
      restartWith(
          run,
          tool,
          Files.readString(tool) + "          phones: \"[phone(trim(payload.phone))]\"\n");
      String said = replay(run, "--all");
      int withPhone = CONTACTS / 2;
      assertThat(said)
          .contains("sent again: " + CONTACTS + " (contact " + CONTACTS + ")")
          .contains("computed differently, and applied: " + withPhone)
          .contains("the same as before: " + (CONTACTS - withPhone));
      Await.until(
          "the phones are there",
          () ->
              store.count("reporting.person where document::text like '%+4420794600%'")
                  == withPhone);
      assertThat(versions(store)).containsEntry(id(3), 1).containsEntry(id(4), 2);
      store.assertEveryEventHasOneOutcome(0);

      assertThat(replay(run, "--all", "--object", "contact"))
          .contains("the same as before: " + CONTACTS)
          .doesNotContain("differently");
      assertThat(store.counts("select kind, count(*) from ops.outcome group by 1"))
          .hasToString("{APPLIED=" + (CONTACTS + 2) + "}");
      assertThat(run.ask("/api/status").path("balanced").asBoolean()).isTrue();
    }
  }

  private Path workspace() throws IOException {
    Path workspace = folder.resolve("workspace");
    Files.createDirectories(workspace.resolve("connections"));
    Files.createDirectories(workspace.resolve("tools"));
    Files.writeString(
        workspace.resolve("workspace.yaml"),
        "name: drift\ntitle: Drift\ncurrency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    Files.writeString(
        workspace.resolve("connections/kite.yaml"), "tool: kite\nwebhookSecrets: [kite-key]\n");
    Files.writeString(workspace.resolve("tools/kite.yaml"), TOOL);
    return workspace;
  }

  private static int line(String declaration) {
    return (int) TOOL.substring(0, TOOL.indexOf(declaration)).lines().count();
  }

  /** Every second contact has a phone. */
  private void deliver(LocalRun run, int contact, int version, String field) throws Exception {
    String phone = contact % 2 == 0 ? ",\"phone\":\"020 7946 00" + (10 + contact) + "\"" : "";
    String body =
        """
        {"id":"evt-%d-%d","event":"contact.changed","contact":\
        {"id":"k-%d","version":%d,"name":"Ada Number%d",%s%s}}\
        """
            .formatted(contact, version, contact, version, contact, field, phone);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(run.webhooks().resolve("/webhooks/kite"))
                .header("X-Kite-Key", "kite-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void restartWith(LocalRun run, Path tool, String yaml) throws IOException {
    Files.writeString(tool, yaml);
    run.stop("canonicalizer");
    run.resume("canonicalizer");
    run.awaitReady("canonicalizer");
  }

  /** What the command says. */
  private static String replay(LocalRun run, String... options) {
    PrintStream console = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      CommandLine command = new CommandLine(new ReplayCommand());
      String[] arguments = new String[options.length + 4];
      arguments[0] = "--connection";
      arguments[1] = "kite";
      arguments[2] = "--ports";
      arguments[3] = String.valueOf(run.commandCentre().getPort());
      System.arraycopy(options, 0, arguments, 4, options.length);
      assertThat(command.execute(arguments)).isZero();
    } finally {
      System.setOut(console);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static String id(int contact) {
    return AliasId.of("person", "kite", "contact", "k-" + contact);
  }

  private static String emailOf(Evidence store, int contact) throws Exception {
    return store
        .texts("select document::text from reporting.person where id = '" + id(contact) + "'")
        .toString();
  }

  private static SortedMap<String, Integer> versions(Evidence store) throws Exception {
    return store.counts("select id, version from reporting.person");
  }
}
