package io.mainstem.connections.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UnknownFieldsTest {
  private static final Shape.Field TEXT = new Shape.Field(Shape.Scalar.TEXT, false);
  private static final Shape LINE = new Shape.Struct("line", Map.of("sku", TEXT));
  private static final Shape ORDER =
      new Shape.Struct(
          "order",
          Map.of(
              "id", TEXT,
              "more", new Shape.Field(Shape.Scalar.ANY, false),
              "lines", new Shape.Field(new Shape.ListOf(LINE), false),
              "by_mail", new Shape.Field(new Shape.MapOf(LINE), false)));

  @Test
  void shouldNameFieldsNobodyDeclaredAndNoData() throws UnreadableJsonException {
    assertThat(
            unknown(
                """
                {"id":"1","more":{"a":1},"total_v2":{"x":1},"ada@example.com":1,"4711":2,\
                "lines":[{"sku":"s"},{"sku":"s","qty":2}],"by_mail":{"bo@example.com":{"nick":"b"}}}\
                """))
        .containsExactlyInAnyOrder("total_v2", "…", "lines[].qty", "by_mail.*.nick");
  }

  @Test
  void shouldStopAtItsLimits() throws UnreadableJsonException {
    String many =
        IntStream.rangeClosed(0, UnknownFields.MAX_FOUND)
            .mapToObj(n -> "\"" + "x".repeat(n + 1) + "\":1")
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(unknown(many)).hasSize(UnknownFields.MAX_FOUND);
    String known = "{\"sku\":\"s\"},".repeat(UnknownFields.MAX_ELEMENTS - 1);
    assertThat(unknown("{\"lines\":[" + known + "{\"q\":1}]}")).containsExactly("lines[].q");
    assertThat(unknown("{\"lines\":[" + known + "{\"sku\":\"s\"},{\"q\":1}]}")).isEmpty();
  }

  private static Set<String> unknown(String json) throws UnreadableJsonException {
    return UnknownFields.in(StrictJson.parse(Bytes.utf8(json)), ORDER);
  }
}
