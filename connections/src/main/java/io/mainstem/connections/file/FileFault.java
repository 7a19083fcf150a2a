package io.mainstem.connections.file;

/** Why a file as a whole was refused. */
public enum FileFault {
  EMPTY,
  TOO_LARGE,
  /** No pattern of the tool file fits its name. */
  UNEXPECTED_NAME,
  /** No line has the key's columns, or no delimiter makes the columns it should have. */
  NO_HEADER,
  TOO_MANY_COLUMNS,
  NO_SUCH_SHEET,
  /** A workbook that is none, is of the kind before 2007, or is locked. */
  WORKBOOK_UNREADABLE,
  INFLATES_TOO_FAR
}
