package io.mainstem.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.door.Admission;
import io.mainstem.connections.door.Reply;
import io.mainstem.connections.door.WebhookDoor;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SuiteTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("mainstem.root", ".."), "..", "shared", "reference");
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Samples ORDER =
      new Samples(
          Map.of(
              "webhook-order.http",
              bytes(
                  """
                  POST / HTTP/1.1
                  Content-Type: application/json

                  {"merchant_id":"M1","type":"order.updated","event_id":"e-1",\
                  "created_at":"2026-03-07T11:59:01Z","data":{"id":"O1"}}
                  """),
              "webhook-order.expected.yaml",
              bytes("- ring order O1"),
              "settings.yaml",
              bytes("settings: {merchant: M1}"),
              "write-count_stock.json",
              resource("/conformance/square/write-count_stock.json"),
              "write-create_contact.json",
              resource("/conformance/square/write-create_contact.json"),
              "write-refund_payment.json",
              resource("/conformance/square/write-refund_payment.json")));

  static List<String> tools() {
    return Suite.tools();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void shouldFindNothingWrongWithWhatShips(String tool) throws IOException {
    Report report = new Report();
    List<Finding> findings = new Suite(REFERENCE, CLOCK).run(tool);
    report.add(findings);
    report.print(System.out);
    assertThat(findings.stream().filter(Finding::failed)).isEmpty();
  }

  @Test
  void shouldPassSamplesThatAreRight() throws IOException {
    assertThat(failures(ORDER, Doors.REAL)).isEmpty();
  }

  @Test
  void shouldCatchADoorThatLetsEverybodyIn() throws IOException {
    Doors open =
        connection ->
            (_, _, _) ->
                new Admission.Accepted(List.of(), new Reply(200, "text/plain", Bytes.EMPTY));

    assertThat(failures(ORDER, open))
        .contains(Check.SIGNATURE, Check.FAILS_CLOSED, Check.SAMPLES, Check.UNKNOWN_EVENT);
  }

  @Test
  void shouldCatchADoorWhoseKeysChange() throws IOException {
    Doors forgetful =
        connection ->
            (request, keys, now) -> {
              Admission admission = WebhookDoor.of(connection).admit(request, keys, now);
              return admission instanceof Admission.Accepted(var deliveries, var reply)
                      && now.isAfter(Subject.NOW)
                  ? new Admission.Accepted(deliveries.subList(0, deliveries.size() - 1), reply)
                  : admission;
            };

    assertThat(failures(ORDER, forgetful)).containsExactly(Check.DUPLICATES);
  }

  @Test
  void shouldCatchAClockThatIsTooGenerous() throws IOException {
    Doors patient =
        connection ->
            (request, keys, now) ->
                WebhookDoor.of(connection)
                    .admit(
                        request,
                        keys,
                        Duration.between(Subject.NOW, now).abs().toSeconds() > 60
                            ? Subject.NOW
                            : now);
    List<Finding> findings =
        new Suite(REFERENCE, CLOCK, patient)
            .run(tool("slack"), new Problems(), Samples.builtIn("slack"));

    assertThat(findings.stream().filter(Finding::failed).map(Finding::check)).contains(Check.CLOCK);
  }

  @Test
  void shouldCatchASampleThatBecomesSomethingElse() throws IOException {
    Samples wrong =
        new Samples(
            Map.of(
                "webhook-order.http",
                bytes("POST / HTTP/1.1\n\n{\"type\":\"order.updated\",\"event_id\":\"e\"}"),
                "webhook-order.expected.yaml",
                bytes("- ring order O1"),
                "customer.json",
                bytes("{\"id\":\"C1\",\"version\":3,\"given_name\":\"Ida\"}"),
                "customer.expected.json",
                bytes("[{\"entity\":\"person\",\"name\":{\"given\":\"Ada\"}}]")));

    assertThat(failures(wrong, Doors.REAL)).contains(Check.SAMPLES, Check.TENANT);
  }

  @Test
  void shouldCatchAWriteThatIsDoneTwice(@TempDir Path workspace) throws IOException {
    List<Finding> findings =
        planted(workspace, "square", "{put: body:idempotency_key}", "{put: body:our_key}");

    assertThat(failed(findings)).contains(Check.WRITES);
  }

  @Test
  void shouldCatchAPageThatIsLost(@TempDir Path workspace) throws IOException {
    List<Finding> findings =
        planted(workspace, "pipedrive", "next: additional_data.next_cursor", "next: next_cursor");

    assertThat(failed(findings)).contains(Check.PAGES, Check.CHANGES);
  }

  @Test
  void shouldCatchAFeedThatForgetsAChange(@TempDir Path workspace) throws IOException {
    List<Finding> findings =
        planted(
            workspace,
            "hubspot",
            "next: paging.next.after, put: body:after",
            "next: none, put: body:after");

    assertThat(failed(findings)).containsOnly(Check.CHANGES);
  }

  @Test
  void shouldCatchAReadingThatAsksForEverythingAgain(@TempDir Path workspace) throws IOException {
    List<Finding> findings =
        planted(workspace, "pipedrive", "put: query:updated_since", "put: query:since");

    assertThat(failed(findings)).contains(Check.CHANGES);
  }

  @Test
  void shouldCatchARecordThatIsGoneAndNotSaidToBe(@TempDir Path workspace) throws IOException {
    List<Finding> findings =
        planted(workspace, "pipedrive", "deleted: {status: deleted}", "deleted: {status: open}");

    assertThat(failed(findings)).contains(Check.CHANGES);
  }

  /** A tool file that ships, with every occurrence of something right made wrong. */
  private static List<Finding> planted(Path workspace, String tool, String right, String wrong)
      throws IOException {
    String shipped = new String(resource("/tools/" + tool + ".yaml"), StandardCharsets.UTF_8);
    Path file = workspace.resolve("tools/" + tool + ".yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, shipped.replace(right, wrong));
    Tool faulty = Tools.find(tool, workspace, new Problems()).orElseThrow();
    return new Suite(REFERENCE, CLOCK).run(faulty, new Problems(), Samples.builtIn(tool));
  }

  private static Set<Check> failed(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::failed)
        .map(Finding::check)
        .collect(Collectors.toSet());
  }

  @Test
  void shouldMissSamplesThatAreNotThere() throws IOException {
    assertThat(failures(new Samples(Map.of()), Doors.REAL)).contains(Check.SAMPLES);
  }

  private static Set<Check> failures(Samples samples, Doors doors) throws IOException {
    Set<Check> wanted = Set.of(Check.DELETES, Check.MERGES); // ORDER is one sample of many
    return new Suite(REFERENCE, CLOCK, doors)
        .run(tool("square"), new Problems(), samples).stream()
            .filter(Finding::failed)
            .map(Finding::check)
            .filter(check -> !wanted.contains(check))
            .collect(Collectors.toSet());
  }

  private static Tool tool(String name) {
    return Tools.builtIn(name, new Problems());
  }

  private static byte[] resource(String name) {
    try (InputStream in = Objects.requireNonNull(Tools.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
