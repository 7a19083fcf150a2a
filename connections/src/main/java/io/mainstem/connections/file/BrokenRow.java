package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import java.util.Optional;

/** How a row nobody could tell apart is kept: its text, and where and why it was put aside. */
public final class BrokenRow {
  private static final String OURS = "mainstem";

  private BrokenRow() {}

  public static Bytes kept(String file, long line, RowFault fault, String cause, String row) {
    ObjectNode kept = ObjectNodes.empty();
    kept.putObject(OURS)
        .put("file", file)
        .put("line", line)
        .put("fault", fault.name())
        .put("cause", cause);
    kept.put("row", row.replace('\0', '\uFFFD'));
    return ObjectNodes.bytes(kept);
  }

  /** The cause of a row that was kept so; empty where it was not. */
  public static Optional<String> cause(JsonNode kept) {
    JsonNode ours = kept.path(OURS);
    return ours.has("line") && ours.has("cause")
        ? Optional.of(
            ours.path("file").asText()
                + ", line "
                + ours.path("line").asText()
                + ": "
                + ours.path("cause").asText())
        : Optional.empty();
  }
}
