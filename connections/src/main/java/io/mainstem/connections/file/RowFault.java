package io.mainstem.connections.file;

/** Why one row could not be told apart; the rows around it are read. */
public enum RowFault {
  /** More or fewer cells than the header has. */
  CELLS,
  QUOTES,
  TOO_LONG,
  /** Bytes that are no text in the file's encoding. */
  ENCODING,
  NOT_JSON,
  NO_KEY,
  NO_VERSION
}
