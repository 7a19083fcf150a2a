package io.mainstem.connections.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;

/** Rows as JSON, with decimals as they were written. */
final class ObjectNodes {
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private ObjectNodes() {}

  static ObjectNode empty() {
    return NODES.objectNode();
  }

  static Bytes bytes(JsonNode node) {
    try {
      return Bytes.of(JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
