package io.mainstem.connections.file;

import io.mainstem.connections.file.Delimited.Split;
import io.mainstem.connections.file.Header.Meeting;
import io.mainstem.connections.tool.FileSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a delimited text: found by trying which delimiter makes a header that has the key's
 * columns, in one of the first lines.
 */
record CsvTable(Delimited delimited, Header header) {
  private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');

  /** Leaves {@code lines} at the first row. */
  static CsvTable find(Lines lines, FileSpec spec, Meeting meeting)
      throws IOException, UnreadableFileException {
    List<Character> candidates = spec.delimiter() == null ? CANDIDATES : List.of(spec.delimiter());
    return spec.columns().isEmpty()
        ? byHeader(lines, candidates, meeting)
        : byColumns(lines, candidates, spec.columns());
  }

  private static CsvTable byHeader(Lines lines, List<Character> candidates, Meeting meeting)
      throws IOException, UnreadableFileException {
    for (int looked = 0; looked < FileLimits.MAX_HEADER_LINE; looked++) {
      Lines.Line line = lines.next();
      if (line == null) {
        break;
      }
      CsvTable best = best(line, candidates, meeting);
      if (best != null) {
        return best;
      }
    }
    throw new UnreadableFileException(
        FileFault.NO_HEADER,
        "header: none of the first "
            + FileLimits.MAX_HEADER_LINE
            + " lines (expected: a line with the columns "
            + meeting.wanted()
            + " between , ; tab or |)");
  }

  private static @Nullable CsvTable best(
      Lines.Line line, List<Character> candidates, Meeting meeting) throws UnreadableFileException {
    CsvTable best = null;
    for (char candidate : candidates) {
      Delimited delimited = new Delimited(candidate);
      Optional<Header> header =
          !line.tooLong() && delimited.split(line.text()) instanceof Split.Whole(List<String> cells)
              ? meeting.read(cells)
              : Optional.empty();
      if (header.isPresent()
          && (best == null || meeting.known(header.get()) > meeting.known(best.header()))) {
        best = new CsvTable(delimited, header.get());
      }
    }
    if (best != null && best.header().columns().size() > FileLimits.MAX_COLUMNS) {
      throw tooMany(best.header().columns().size());
    }
    return best;
  }

  static UnreadableFileException tooMany(int columns) {
    return new UnreadableFileException(
        FileFault.TOO_MANY_COLUMNS,
        "columns: " + columns + " (expected: at most " + FileLimits.MAX_COLUMNS + ")");
  }

  private static CsvTable byColumns(Lines lines, List<Character> candidates, List<String> columns)
      throws IOException, UnreadableFileException {
    List<Lines.Line> looked = new ArrayList<>();
    for (Lines.Line line = lines.next();
        line != null && looked.size() < FileLimits.MAX_HEADER_LINE;
        line = lines.next()) {
      looked.add(line);
      for (char candidate : candidates) {
        Delimited delimited = new Delimited(candidate);
        if (delimited.split(line.text()) instanceof Split.Whole(List<String> cells)
            && cells.size() == columns.size()) {
          lines.giveBack(looked);
          return new CsvTable(delimited, new Header(columns));
        }
      }
    }
    throw new UnreadableFileException(
        FileFault.NO_HEADER,
        "rows: none of the first "
            + FileLimits.MAX_HEADER_LINE
            + " lines (expected: one with "
            + columns.size()
            + " cells)");
  }
}
