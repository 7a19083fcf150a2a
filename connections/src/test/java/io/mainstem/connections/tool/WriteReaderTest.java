package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A writes section that does not keep its strategy's promise is refused where it stands. */
final class WriteReaderTest {
  @Test
  void shouldReadEveryStrategy() throws Exception {
    assertThat(problems(example())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: {put: query:requestid} | | create_invoice.key | idempotency-key needs",
        "key: {put: query:requestid} | key: {put: cookie:x} | create_invoice.key.put | header:Name",
        "find: find_invoice | find: find_invoise | create_invoice.find | one of",
        "find: find_invoice | find: find_user | create_invoice.find | a search for invoice",
        "deadline: 11m | | accept_order.deadline | action needs",
        "done: [409] | done: [4090] | accept_order.done | a whole number",
        "atLeastOnce: true | | send_document.marker | atLeastOnce: true where",
        "version: {at: SyncToken, put: body:SyncToken} | | rename_invoice.version | version needs",
        "input: {id: text!, memo: text!} | input: {memo: text!} | rename_invoice.input.id | id:"
            + " text!",
        "strategy: search-then-write | strategy: serch-then-write | put_user.strategy | one of",
        "result: Invoices[0].Id | | find_invoice.result | search needs",
        "fill: {text: marker} | fill: {txt: marker} | create_task.find.fill.txt | one of",
        "failed: {path: status, equals: ERROR} | failed: {path: status} | upsert_many.rows.failed |"
            + " either equals",
      })
  void shouldSayWhatIsMissingOrTooMuch(String from, String to, String path, String expected)
      throws Exception {
    List<Problem> problems = problems(example().replace(from, to == null ? "" : to));
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).startsWith("writes." + path);
              assertThat(problem.expected()).contains(expected);
              assertThat(problem.line()).isPositive();
            });
  }

  private static String example() throws Exception {
    try (InputStream in = WriteReaderTest.class.getResourceAsStream("/example-tool.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Problem> problems(String text) {
    Problems problems = new Problems();
    new ToolReader(problems).read(YamlDocument.parse("example.yaml", text, problems));
    return problems.list();
  }
}
