package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mainstem.connections.file.Delimited.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a delimited text. A quote that is never closed costs the line it stands in and no other:
 * the lines after it are tried again on their own.
 */
final class CsvRows implements Rows {
  private final Lines lines;
  private final CsvTable table;
  private final CellTypes types;

  CsvRows(Lines lines, CsvTable table, CellTypes types) {
    this.lines = lines;
    this.table = table;
    this.types = types;
  }

  @Override
  public @Nullable FileRow next() throws IOException {
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.tooLong()) {
        return line.broken(
            RowFault.TOO_LONG,
            "The row is longer than " + FileLimits.MAX_ROW_CHARS + " characters.");
      }
      if (!line.text().isBlank()) {
        FileRow row = row(line);
        if (row != null) {
          return row;
        }
      }
    }
    return null;
  }

  /** Null where all its cells are empty, as at the end of many exported sheets. */
  private @Nullable FileRow row(Lines.Line line) throws IOException {
    Optional<List<String>> cells = cells(line);
    if (cells.isEmpty()) {
      return line.broken(RowFault.QUOTES, "A quote in this line is not closed, or closed early.");
    }
    List<String> found = cells.get();
    if (found.stream().allMatch(String::isBlank)) {
      return null;
    }
    if (found.stream().anyMatch(Lines::isDamaged)) {
      return line.broken(
          RowFault.ENCODING, "The row has bytes that are no text in the file's encoding.");
    }
    int expected = table.header().columns().size();
    if (found.size() < expected || !found.stream().skip(expected).allMatch(String::isBlank)) {
      return line.broken(
          RowFault.CELLS,
          "The row has " + found.size() + " cells, but the header has " + expected + ".");
    }
    ObjectNode fields = types.row(table.header(), found.stream().map(TextNode::valueOf).toList());
    return new FileRow.Cells(line.number(), fields, ObjectNodes.bytes(fields));
  }

  private Optional<List<String>> cells(Lines.Line first) throws IOException {
    List<Lines.Line> further = new ArrayList<>();
    StringBuilder text = new StringBuilder(first.text());
    Split split = table.delimited().split(first.text());
    while (split instanceof Split.Open && further.size() < FileLimits.MAX_ROW_LINES) {
      Lines.Line line = lines.next();
      if (line == null) {
        break;
      }
      further.add(line);
      text.append('\n').append(line.text());
      if (line.tooLong() || text.length() > FileLimits.MAX_ROW_CHARS) {
        break;
      }
      if (line.text().indexOf('"') >= 0) {
        split = table.delimited().split(text.toString());
      }
    }
    if (split instanceof Split.Whole(List<String> cells)) {
      return Optional.of(cells);
    }
    lines.giveBack(further);
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
