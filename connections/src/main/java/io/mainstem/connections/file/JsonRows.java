package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of a text that has one JSON object in each line. */
final class JsonRows implements Rows {
  private final Lines lines;

  JsonRows(Lines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable FileRow next() throws IOException {
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.tooLong()) {
        return line.broken(
            RowFault.TOO_LONG,
            "The line is longer than " + FileLimits.MAX_ROW_CHARS + " characters.");
      }
      if (line.isDamaged()) {
        return line.broken(
            RowFault.ENCODING, "The line has bytes that are no text in the file's encoding.");
      }
      if (!line.text().isBlank()) {
        return row(line);
      }
    }
    return null;
  }

  private static FileRow row(Lines.Line line) {
    Bytes bytes = Bytes.utf8(line.text().strip());
    try {
      JsonNode node = StrictJson.parse(bytes);
      return node instanceof ObjectNode fields
          ? new FileRow.Cells(line.number(), fields, bytes)
          : line.broken(RowFault.NOT_JSON, "The line is no JSON object.");
    } catch (UnreadableJsonException e) {
      return line.broken(RowFault.NOT_JSON, "The line cannot be read: " + e.getMessage() + ".");
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
