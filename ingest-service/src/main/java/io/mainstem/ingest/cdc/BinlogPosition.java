package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * A place in a binlog. Its files are numbered, so that file, byte and row together rise with every
 * change.
 */
record BinlogPosition(String file, long at) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROW_BITS = 8;
  private static final int AT_BITS = 32;

  /** From the engine's own words; empty where they name no file. */
  static Optional<BinlogPosition> of(String json) {
    try {
      JsonNode offset = JSON.readTree(json);
      return offset.path("file").isTextual()
          ? Optional.of(
              new BinlogPosition(offset.path("file").textValue(), offset.path("pos").asLong()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("position: not as it was kept", e);
    }
  }

  /**
   * Orders the changes of one row.
   *
   * @param row its place among the rows of one log entry
   */
  long version(int row) {
    String number = file.substring(file.lastIndexOf('.') + 1);
    long index = number.chars().allMatch(Character::isDigit) ? Long.parseLong(number) : 0;
    return (index << (AT_BITS + ROW_BITS)) | (at << ROW_BITS) | Math.min(row, (1 << ROW_BITS) - 1);
  }
}
