package io.mainstem.connections.file;

/** What a file may ask of us. Rows are read one by one, so none of these is held in memory. */
public final class FileLimits {
  public static final long MAX_FILE_BYTES = 512L * 1024 * 1024;

  /** Of one row as decoded, line breaks inside quotes included. */
  public static final int MAX_ROW_CHARS = 256 * 1024;

  /** Lines a quoted cell may span, before its opening quote is taken for a mistake. */
  public static final int MAX_ROW_LINES = 100;

  public static final int MAX_COLUMNS = 1_000;

  /** A workbook keeps its texts in one table that has to be held, so it is allowed less. */
  public static final long MAX_WORKBOOK_BYTES = 64L * 1024 * 1024;

  public static final long MAX_WORKBOOK_INFLATED_BYTES = 1024L * 1024 * 1024;
  public static final long MAX_WORKBOOK_TEXTS_BYTES = 64L * 1024 * 1024;

  /** Lines looked at for the header; exports like to start with a title. */
  public static final int MAX_HEADER_LINE = 20;

  private FileLimits() {}
}
