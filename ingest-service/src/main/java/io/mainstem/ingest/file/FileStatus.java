package io.mainstem.ingest.file;

/** What a connection's files are doing, for health and for people. */
public sealed interface FileStatus {

  /** Waits for the next file; says what became of the last. */
  record Idle(String last) implements FileStatus {}

  record Reading(String file, long rows) implements FileStatus {}

  /** A file was refused, or none can be had. */
  record Trouble(String cause) implements FileStatus {}

  static String sentence(Receipt receipt) {
    return receipt.repeated()
        ? receipt.file() + " was taken before"
        : receipt.file()
            + ": "
            + receipt.accepted()
            + " of "
            + receipt.rows()
            + " rows accepted, "
            + receipt.quarantined()
            + " quarantined, "
            + receipt.deleted()
            + " deleted";
  }
}
