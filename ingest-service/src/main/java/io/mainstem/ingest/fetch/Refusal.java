package io.mainstem.ingest.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mainstem.connections.json.Bytes;

/** Stands in the stream for a record that its tool would not hand over. */
record Refusal(
    String code,
    String cause,
    String connection,
    String object,
    String sourceId,
    String deliveryId) {

  static final String MEDIA_TYPE = "application/vnd.mainstem.refusal+json";

  private static final JsonMapper JSON = new JsonMapper();

  Bytes json() {
    try {
      return Bytes.of(JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("refusal: not writable as JSON", impossible);
    }
  }
}
