package io.mainstem.connections.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.Part;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFuzzTest {

  static Stream<byte[]> seeds() {
    return Seeds.around(
        8,
        200,
        Stream.of(
                "{\"a\":[{\"b\":1.50,\"c\":\"\\u00e9\\ud83d\\ude00\"},null,true,-0,1e2]}",
                "[\"\\u0000\",\"\\ud800\",{\"a\":1,\"a\":2}]",
                "[[[[[[[[1,2.5E-7]]]]]]],{}]",
                "\"é\"",
                "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"page\":7}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList())
        .stream();
  }

  /** Refused by name, or a tree that comes out the same when it is written and read again. */
  @MethodSource("seeds")
  @FuzzTest
  void shouldRefuseByNameOrReadWhatItWouldWrite(byte[] document) throws Exception {
    JsonNode tree;
    try {
      tree = StrictJson.parse(Bytes.of(document));
    } catch (UnreadableJsonException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
      return;
    }
    assertThat(StrictJson.parse(Bytes.utf8(tree.toString())).toString()).isEqualTo(tree.toString());
    for (String path : List.of("", "a[]", "[]", "items[]")) {
      for (Part part : StrictJson.split(Bytes.of(document), EachPath.of(path), List.of("page"))) {
        assertThat(StrictJson.parse(part.bytes())).isEqualTo(part.node());
      }
    }
  }
}
