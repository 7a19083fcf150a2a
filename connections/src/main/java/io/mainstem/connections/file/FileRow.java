package io.mainstem.connections.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;

/** One row of a file. */
public sealed interface FileRow {

  /** Where it starts, 1-based; in a workbook the number people see at its left. */
  long line();

  /**
   * A row with its cells under their names.
   *
   * @param payload the row as it is kept: of a JSON line its own bytes
   */
  record Cells(long line, ObjectNode fields, Bytes payload) implements FileRow {}

  /**
   * A row nobody can tell apart.
   *
   * @param cause a sentence without content
   * @param text as read, shortened to what is worth keeping
   */
  record Broken(long line, RowFault fault, String cause, String text) implements FileRow {}
}
