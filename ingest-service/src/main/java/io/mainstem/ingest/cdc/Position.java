package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * The engine's position as the JSON text it reads back: a flat map of texts, numbers and flags; its
 * number rises with the log.
 */
record Position(String json, long lsn) {

  private static final JsonMapper JSON = new JsonMapper();

  static Position of(Map<String, ?> sourceOffset) {
    try {
      String json = JSON.writeValueAsString(sourceOffset);
      return new Position(
          json,
          sourceOffset.get("lsn") instanceof Number number
              ? number.longValue()
              : BinlogPosition.of(json).map(position -> position.version(0)).orElse(0L));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("position: not writable as JSON", impossible);
    }
  }
}
