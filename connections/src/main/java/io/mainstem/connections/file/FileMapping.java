package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.file.Header.Meeting;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.shape.Mismatch;
import io.mainstem.connections.shape.ShapeCheck;
import io.mainstem.connections.tool.FileSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.schemas.event.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** What the files of one tool become. */
public final class FileMapping {
  private final Tool tool;

  private FileMapping(Tool tool) {
    this.tool = tool;
  }

  public static FileMapping of(Tool tool) {
    return new FileMapping(tool);
  }

  /** What a file of that name is; empty where no pattern fits. */
  public Optional<FileSpec> spec(String name) {
    return tool.files().stream().filter(spec -> spec.matches(name)).findFirst();
  }

  /** Opens a file that was surveyed. */
  public Rows rows(Path file, String name, FileSpec spec, Survey survey)
      throws IOException, UnreadableFileException {
    ObjectSpec object = object(spec);
    CellTypes types = new CellTypes(object.shape(), spec.numbers());
    Meeting meeting = Meeting.of(object.shape(), spec.key());
    if (survey.container() == Survey.Container.OLE2) {
      throw new UnreadableFileException(
          FileFault.WORKBOOK_UNREADABLE,
          "workbook: locked, or of Excel before 2007 (expected: an open xlsx)");
    }
    return switch (format(name, spec, survey)) {
      case XLSX -> ExcelRows.open(file, spec, meeting, types);
      case JSONL -> new JsonRows(Lines.of(file, survey));
      case CSV -> csv(Lines.of(file, survey), spec, meeting, types);
    };
  }

  private static Rows csv(Lines lines, FileSpec spec, Meeting meeting, CellTypes types)
      throws IOException, UnreadableFileException {
    try {
      return new CsvRows(lines, CsvTable.find(lines, spec, meeting), types);
    } catch (IOException | UnreadableFileException e) {
      lines.close();
      throw e;
    }
  }

  private static FileSpec.Format format(String name, FileSpec spec, Survey survey) {
    if (spec.format() != null) {
      return spec.format();
    }
    if (survey.container() == Survey.Container.ZIP) {
      return FileSpec.Format.XLSX;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jsonl") || lower.endsWith(".ndjson")
        ? FileSpec.Format.JSONL
        : FileSpec.Format.CSV;
  }

  /** What became of one row. */
  public sealed interface Reading {

    /**
     * A record.
     *
     * @param misfit why its mapping will hold it back, where it will
     */
    record Known(Delivery.Snapshot snapshot, Optional<Mismatch> misfit) implements Reading {}

    /** Kept as it is, for a person. */
    record Unknown(RowFault fault, String cause) implements Reading {}
  }

  /**
   * One row as a snapshot.
   *
   * @param written when its file was written: the row's version where it has none of its own
   */
  public Reading read(FileSpec spec, FileRow.Cells row, Instant written) {
    ObjectSpec object = object(spec);
    Optional<String> key = key(spec, row.fields());
    if (key.isEmpty()) {
      return new Reading.Unknown(
          RowFault.NO_KEY,
          "The row lacks " + String.join(" or ", spec.key()) + ": nobody can tell which it is.");
    }
    Bytes payload = payload(object, row, key.get());
    try {
      Optional<Delivery.Snapshot> snapshot =
          Snapshots.of(object, payload, written, "row|" + object.name() + "|" + key.get());
      return snapshot.isPresent()
          ? new Reading.Known(
              snapshot.get(), ShapeCheck.check(row.fields(), object.shape()).stream().findFirst())
          : new Reading.Unknown(
              RowFault.NO_VERSION, "The row's version cannot be read, or its id is missing.");
    } catch (UnreadableJsonException e) {
      return new Reading.Unknown(
          RowFault.NOT_JSON, "The row cannot be kept: " + e.getMessage() + ".");
    }
  }

  /** What says that a record is gone, because a complete file lacks it. */
  public Delivery.Snapshot absent(FileSpec spec, String sourceId, Instant written) {
    return new Delivery.Snapshot(
        spec.object(),
        sourceId,
        Snapshots.micros(written),
        written,
        Operation.DELETE,
        Bytes.EMPTY,
        "absent|" + spec.object() + "|" + sourceId);
  }

  /** The row as kept; where no column is called like the object's id, the key is its id. */
  private static Bytes payload(ObjectSpec object, FileRow.Cells row, String key) {
    JsonPath id = object.id();
    if (id.steps().size() != 1 || row.fields().has(id.steps().getFirst())) {
      return row.payload();
    }
    row.fields().put(id.steps().getFirst(), key);
    return ObjectNodes.bytes(row.fields());
  }

  private static Optional<String> key(FileSpec spec, JsonNode row) {
    StringJoiner key = new StringJoiner(",");
    for (String column : spec.key()) {
      Optional<String> part =
          (row.has(column)
                  ? Optional.of(row.get(column))
                  : Optional.of(column)
                      .filter(JsonPath::isPath)
                      .map(path -> JsonPath.of(path).in(row)))
              .filter(value -> value.isValueNode() && !value.isNull())
              .map(JsonNode::asText)
              .map(String::strip)
              .filter(text -> !text.isEmpty());
      if (part.isEmpty()) {
        return Optional.empty();
      }
      key.add(part.get());
    }
    return Optional.of(key.toString());
  }

  private ObjectSpec object(FileSpec spec) {
    return tool.find(spec.object())
        .orElseThrow(() -> new IllegalStateException("object: " + spec.object()));
  }
}
