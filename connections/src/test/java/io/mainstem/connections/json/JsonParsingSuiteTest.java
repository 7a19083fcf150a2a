package io.mainstem.connections.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Each case of the public parsing suite, with the verdict we stand by. */
class JsonParsingSuiteTest {

  private static final String ACCEPTED = "accepted";

  /** Right JSON that a later stage cannot hold, or would read as something else. */
  private static final Set<String> REFUSED_THOUGH_RIGHT =
      Set.of(JsonFault.DUPLICATE_KEY.name(), JsonFault.NUL_CHARACTER.name());

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\\\\\|\\\\x([0-9A-F]{2})|<(\\d+)\\|([^>]+)>");

  private final List<Case> cases = cases();

  private record Case(String name, String verdict, String document) {}

  @Test
  void shouldSayOfEachCaseWhatTheTableSays() {
    SoftAssertions all = new SoftAssertions();
    for (Case one : cases) {
      all.assertThat(verdict(bytes(one.document()))).as(one.name()).isEqualTo(one.verdict());
    }
    all.assertAll();
  }

  @Test
  void shouldRefuseAllThatMustBeRefusedAndAcceptAllOthersButWhatLaterStagesCannotHold() {
    assertThat(cases).hasSize(318);
    assertThat(cases.stream().filter(one -> one.name().startsWith("n_")))
        .hasSize(188)
        .noneMatch(one -> one.verdict().equals(ACCEPTED));
    assertThat(cases.stream().filter(one -> one.name().startsWith("y_")))
        .hasSize(95)
        .allMatch(
            one -> one.verdict().equals(ACCEPTED) || REFUSED_THOUGH_RIGHT.contains(one.verdict()));
  }

  private static String verdict(byte[] document) {
    try {
      var _ = StrictJson.parse(Bytes.of(document));
      return ACCEPTED;
    } catch (UnreadableJsonException e) {
      return e.fault().name();
    }
  }

  private static byte[] bytes(String document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(document);
    int at = 0;
    while (escape.find()) {
      bytes.writeBytes(ascii(document.substring(at, escape.start())));
      at = escape.end();
      if (escape.group(1) != null) {
        bytes.write(Integer.parseInt(escape.group(1), 16));
      } else if (escape.group(2) != null) {
        bytes.writeBytes(ascii(escape.group(3).repeat(Integer.parseInt(escape.group(2)))));
      } else {
        bytes.write('\\');
      }
    }
    bytes.writeBytes(ascii(document.substring(at)));
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<Case> cases() {
    try (InputStream table =
        JsonParsingSuiteTest.class.getResourceAsStream("/json-parsing-suite.tsv")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 3))
          .map(parts -> new Case(parts[0], parts[1], parts[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
