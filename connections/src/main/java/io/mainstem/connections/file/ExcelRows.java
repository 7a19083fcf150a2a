package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.file.Header.Meeting;
import io.mainstem.connections.tool.FileSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** Rows of one sheet of a workbook. */
final class ExcelRows implements Rows {
  private final ReadableWorkbook workbook;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private final CellTypes types;
  private final Header header;

  private ExcelRows(
      ReadableWorkbook workbook,
      Stream<Row> stream,
      Iterator<Row> rows,
      Header header,
      CellTypes types) {
    this.workbook = workbook;
    this.stream = stream;
    this.rows = rows;
    this.header = header;
    this.types = types;
  }

  static ExcelRows open(Path file, FileSpec spec, Meeting meeting, CellTypes types)
      throws IOException, UnreadableFileException {
    Workbooks.check(file);
    ReadableWorkbook workbook = workbook(file);
    try {
      Stream<Row> stream = sheet(workbook, spec).openStream();
      Iterator<Row> rows = stream.iterator();
      Header header = spec.columns().isEmpty() ? header(rows, meeting) : new Header(spec.columns());
      return new ExcelRows(workbook, stream, rows, header, types);
    } catch (UnreadableFileException | IOException e) {
      workbook.close();
      throw e;
    } catch (RuntimeException damaged) {
      workbook.close();
      throw Workbooks.unreadable();
    }
  }

  private static ReadableWorkbook workbook(Path file) throws UnreadableFileException {
    try {
      return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
    } catch (IOException | RuntimeException damaged) {
      // The library throws both for the same damage; an unreadable disk shows in the next attempt.
      throw Workbooks.unreadable();
    }
  }

  private static Sheet sheet(ReadableWorkbook workbook, FileSpec spec)
      throws UnreadableFileException {
    String name = spec.sheet();
    if (name == null) {
      return workbook.getFirstSheet();
    }
    Optional<Sheet> found = workbook.findSheet(name);
    if (found.isEmpty()) {
      throw new UnreadableFileException(
          FileFault.NO_SUCH_SHEET,
          "sheet: "
              + name
              + " (expected: one of "
              + workbook.getSheets().map(Sheet::getName).collect(Collectors.joining(", "))
              + ")");
    }
    return found.get();
  }

  private static Header header(Iterator<Row> rows, Meeting meeting) throws UnreadableFileException {
    for (int looked = 0; looked < FileLimits.MAX_HEADER_LINE && rows.hasNext(); looked++) {
      List<String> cells = ExcelCells.of(rows.next()).stream().map(JsonNode::asText).toList();
      if (cells.size() > FileLimits.MAX_COLUMNS) {
        throw CsvTable.tooMany(cells.size());
      }
      Optional<Header> header = meeting.read(cells);
      if (header.isPresent()) {
        return header.get();
      }
    }
    throw new UnreadableFileException(
        FileFault.NO_HEADER,
        "header: none of the first "
            + FileLimits.MAX_HEADER_LINE
            + " rows (expected: a row with the columns "
            + meeting.wanted()
            + ")");
  }

  @Override
  public @Nullable FileRow next() throws UnreadableFileException {
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        List<JsonNode> cells = ExcelCells.of(row);
        if (!cells.stream().allMatch(cell -> cell.asText("").isBlank())) {
          return row(row.getRowNum(), cells);
        }
      }
      return null;
    } catch (RuntimeException damaged) {
      throw Workbooks.unreadable();
    }
  }

  private FileRow row(int number, List<JsonNode> cells) {
    int columns = header.columns().size();
    if (cells.stream().skip(columns).anyMatch(cell -> !cell.asText("").isBlank())) {
      return new FileRow.Broken(
          number,
          RowFault.CELLS,
          "The row has " + cells.size() + " cells, but the header has " + columns + ".",
          cells.stream().map(JsonNode::asText).collect(Collectors.joining("\t")));
    }
    ObjectNode fields = types.row(header, cells);
    return new FileRow.Cells(number, fields, ObjectNodes.bytes(fields));
  }

  @Override
  public void close() throws IOException {
    stream.close();
    workbook.close();
  }
}
