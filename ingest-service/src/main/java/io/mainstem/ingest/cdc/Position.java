package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** The engine's position as the JSON text it reads back: a flat map of texts, numbers and flags. */
record Position(String json, long lsn) {

  private static final JsonMapper JSON = new JsonMapper();

  static Position of(Map<String, ?> sourceOffset) {
    try {
      long lsn = sourceOffset.get("lsn") instanceof Number number ? number.longValue() : 0;
      return new Position(JSON.writeValueAsString(sourceOffset), lsn);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("position: not writable as JSON", impossible);
    }
  }
}
