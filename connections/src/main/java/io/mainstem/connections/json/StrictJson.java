package io.mainstem.connections.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads JSON from outside, within named limits. The one parser of the product. */
public final class StrictJson {
  public static final int MAX_BYTES = 4 * 1024 * 1024;
  public static final int MAX_DEPTH = 64;
  public static final int MAX_TOKENS = 100_000;
  public static final int MAX_STRING_CHARS = 256 * 1024;
  public static final int MAX_NAME_CHARS = 1024;
  public static final int MAX_NUMBER_CHARS = 100;
  public static final int MAX_EXPONENT = 400;

  private StrictJson() {}

  /** The whole document; numbers with a fraction or exponent are BigDecimal. */
  public static JsonNode parse(Bytes bytes) throws UnreadableJsonException {
    return Pending.value("pending");
  }

  /**
   * The exact bytes of the values at {@code path}: of the one value, or of each element where the
   * path ends in {@code []}. Empty where there is nothing.
   */
  public static List<Bytes> slice(Bytes bytes, String path) throws UnreadableJsonException {
    return Pending.value("pending");
  }
}
