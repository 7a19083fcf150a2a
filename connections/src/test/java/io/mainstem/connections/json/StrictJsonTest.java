package io.mainstem.connections.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrictJsonTest {

  @Test
  void shouldKeepNumbersExact() throws Exception {
    JsonNode node = StrictJson.parse(Bytes.utf8("[1.50, 2, 12345678901234567890, 1e2]"));

    assertThat(node.get(0).decimalValue()).isEqualTo(new BigDecimal("1.50"));
    assertThat(node.get(1).longValue()).isEqualTo(2);
    assertThat(node.get(2).bigIntegerValue()).hasToString("12345678901234567890");
    assertThat(node.get(3).decimalValue()).isEqualByComparingTo("100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|EMPTY",
        "`  `|EMPTY",
        "{}{}|TRAILING_CONTENT",
        "{} x|SYNTAX",
        "{\"a\":1,\"a\":2}|DUPLICATE_KEY",
        "[\"\\u0000\"]|NUL_CHARACTER",
        "{\"\\u0000\":1}|NUL_CHARACTER",
        "[\"\\ud800\"]|LONE_SURROGATE",
        "[\"\\udc00\\ud800\"]|LONE_SURROGATE",
        "[1,]|SYNTAX",
        "[NaN]|SYNTAX",
        "[01]|SYNTAX",
        "['a']|SYNTAX",
        "{a:1}|SYNTAX",
        "[1|SYNTAX",
        "/* c */ 1|SYNTAX"
      })
  void shouldRefuseWhatIsNotStrictJson(String text, JsonFault fault) {
    refuses(text.getBytes(StandardCharsets.UTF_8), fault);
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    refuses(new byte[] {'[', '"', (byte) 0xC0, (byte) 0xAF, '"', ']'}, JsonFault.NOT_UTF8);
    refuses(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, JsonFault.NOT_UTF8);
    refuses("[]".getBytes(StandardCharsets.UTF_16LE), JsonFault.SYNTAX);
    refuses("[]".getBytes(StandardCharsets.UTF_16), JsonFault.NOT_UTF8);
    refuses("\uFEFF[]".getBytes(StandardCharsets.UTF_8), JsonFault.SYNTAX);
  }

  @Test
  void shouldAcceptEachLimitAndRefuseOnePastIt() {
    limit(deep(StrictJson.MAX_DEPTH), deep(StrictJson.MAX_DEPTH + 1), JsonFault.TOO_DEEP);
    limit(
        "[" + "1,".repeat(StrictJson.MAX_TOKENS - 3) + "1]",
        "[" + "1,".repeat(StrictJson.MAX_TOKENS - 2) + "1]",
        JsonFault.TOO_MANY_TOKENS);
    limit(
        text(StrictJson.MAX_STRING_CHARS),
        text(StrictJson.MAX_STRING_CHARS + 1),
        JsonFault.STRING_TOO_LONG);
    limit(
        "{" + text(StrictJson.MAX_NAME_CHARS) + ":1}",
        "{" + text(StrictJson.MAX_NAME_CHARS + 1) + ":1}",
        JsonFault.NAME_TOO_LONG);
    limit(
        "9".repeat(StrictJson.MAX_NUMBER_CHARS),
        "9".repeat(StrictJson.MAX_NUMBER_CHARS + 1),
        JsonFault.NUMBER_TOO_LONG);
    limit("1e" + StrictJson.MAX_EXPONENT, "1e401", JsonFault.EXPONENT_TOO_LARGE);
    limit("1.5E-" + StrictJson.MAX_EXPONENT, "1.5E-401", JsonFault.EXPONENT_TOO_LARGE);
    limit(
        "[]" + " ".repeat(StrictJson.MAX_BYTES - 2),
        "[]" + " ".repeat(StrictJson.MAX_BYTES - 1),
        JsonFault.TOO_LARGE);
  }

  @Test
  void shouldCutValuesOutByteForByte() throws Exception {
    Bytes body = Bytes.utf8("{\"é\": 1, \"a\":{\"b\":[ {\"x\" : 1.0},\n [2] , 3 ]}}");

    assertThat(StrictJson.slice(body, "a.b[]"))
        .extracting(Bytes::text)
        .containsExactly("{\"x\" : 1.0}", "[2]");
    assertThat(StrictJson.slice(body, "")).containsExactly(body);
    assertThat(StrictJson.slice(body, "a.c")).isEmpty();
    assertThat(StrictJson.slice(Bytes.utf8("[{},{}]"), "[]")).hasSize(2);
  }

  @Test
  void shouldFindValuesByPath() throws Exception {
    JsonNode node = StrictJson.parse(Bytes.utf8("{\"a\":[{\"b\":7}],\"n\":null}"));

    assertThat(JsonPath.of("a[0].b").text(node)).contains("7");
    assertThat(JsonPath.of("a[1].b").text(node)).isEmpty();
    assertThat(JsonPath.of("a[-1].b").text(node)).contains("7");
    assertThat(JsonPath.of("a[-2].b").text(node)).isEmpty();
    assertThat(JsonPath.of("[-1].b").text(node.path("a"))).contains("7");
    assertThat(JsonPath.of("n").text(node)).isEmpty();
    assertThat(JsonPath.join(List.of(JsonPath.of("a[0].b"), JsonPath.of("n")), node, "|"))
        .isEmpty();
    assertThat(JsonPath.isPath("a..b")).isFalse();
  }

  private static void limit(String at, String past, JsonFault fault) {
    assertThatCode(() -> StrictJson.parse(Bytes.utf8(at)))
        .as(fault.name())
        .doesNotThrowAnyException();
    refuses(past.getBytes(StandardCharsets.UTF_8), fault);
  }

  private static void refuses(byte[] content, JsonFault fault) {
    assertThatThrownBy(() -> StrictJson.parse(Bytes.of(content)))
        .isInstanceOfSatisfying(
            UnreadableJsonException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static String deep(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String text(int chars) {
    return "\"" + "x".repeat(chars) + "\"";
  }
}
