package io.mainstem.commandcentre.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {
  private static final String PAYLOAD =
      """
      {"id":"7","total":12.50,"lines":[{"unit":"kg"},{"unit":null},{}],"a/b":{"c":"old"}}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "set ; /total ; 13.00 ; ; [/total 12.50 13.00]",
        "set ; /lines/*/unit ; \"g\" ; ; [/lines/0/unit \"kg\" \"g\", /lines/1/unit null \"g\","
            + " /lines/2/unit - \"g\"]",
        "fill ; /lines/*/unit ; \"g\" ; ; [/lines/1/unit null \"g\", /lines/2/unit - \"g\"]",
        "map ; /lines/*/unit ; \"g\" ; \"kg\" ; [/lines/0/unit \"kg\" \"g\"]",
        "map ; /a~1b/c ; \"new\" ; \"old\" ; [/a~1b/c \"old\" \"new\"]",
        "map ; /a~1b/c ; \"new\" ; \"other\" ; []",
        "fill ; /id ; \"8\" ; ; []"
      })
  void shouldChangeWhatIsMeantAndNothingElse(
      String kind, String at, String value, String was, String expected) throws Exception {
    JsonNode before = tree(PAYLOAD);
    JsonNode after = Change.all(Change.read(changes(kind, at, value, was)), before);

    assertThat(
            Diff.of(before, after).stream()
                .map(
                    it ->
                        it.at()
                            + " "
                            + (it.before() == null ? "-" : it.before())
                            + " "
                            + it.after())
                .toList())
        .hasToString(expected);
    assertThat(before).isEqualTo(tree(PAYLOAD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "set ; total ; 1 ; at: total (expected",
        "wish ; /total ; 1 ; kind: wish (expected",
        "map ; /total ; 1 ; a value is missing",
        "set ; /not/there ; 1 ; its parent is not there"
      })
  void shouldRefuseWhatIsNoChange(String kind, String at, String value, String words)
      throws Exception {
    ArrayNode changes = changes(kind, at, value, null);
    assertThatThrownBy(() -> Change.all(Change.read(changes), tree(PAYLOAD)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void shouldTakeAsManyChangesAsTheLimitAndNotOneMore() throws Exception {
    ArrayNode changes = Json.MAPPER.createArrayNode();
    IntStream.range(0, Change.MAX_CHANGES)
        .forEach(_ -> changes.addAll(changes("set", "/id", "\"1\"", null)));
    assertThat(Change.read(changes)).hasSize(Change.MAX_CHANGES);
    changes.addAll(changes("set", "/id", "\"1\"", null));
    assertThatThrownBy(() -> Change.read(changes)).hasMessageContaining("at most 50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "total ; /total ; false ; \"total\": 12.50,",
        "lines[1].unit ; /lines/1/unit ; false ; \"unit\": null",
        "lines[2].unit ; /lines/2/unit ; true ; unit is not there",
        "currency ; /currency ; true ; currency is not there"
      })
  void shouldMarkTheOffendingField(String field, String at, boolean missing, String line) {
    MarkedPayload marked = MarkedPayload.of(Bytes.utf8(PAYLOAD), field);

    assertThat(marked.at()).isEqualTo(at);
    assertThat(marked.missing()).isEqualTo(missing);
    assertThat(marked.lines())
        .filteredOn(MarkedPayload.Line::marked)
        .extracting(it -> it.text().strip())
        .containsExactly(line);
  }

  @Test
  void shouldShowWhatIsNoJsonAsItIs() {
    MarkedPayload marked = MarkedPayload.of(Bytes.utf8("<bill>\n7"), "total");

    assertThat(marked.at()).isNull();
    assertThat(marked.lines()).extracting(MarkedPayload.Line::text).containsExactly("<bill>", "7");
  }

  private static JsonNode tree(String text) {
    return Json.tree(Bytes.utf8(text)).orElseThrow();
  }

  private static ArrayNode changes(String kind, String at, String value, @Nullable String was) {
    ArrayNode changes = Json.MAPPER.createArrayNode();
    ObjectNode change = changes.addObject().put("kind", kind).put("at", at);
    change.set("value", tree(value));
    if (was != null) {
      change.set("was", tree(was));
    }
    return changes;
  }
}
