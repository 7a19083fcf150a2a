package io.mainstem.ingest.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * What became of one file.
 *
 * @param receipt delivery id of all its rows
 * @param accepted rows stored as records
 * @param quarantined rows kept for a person: unreadable ones, and records that are not what the
 *     tool file says
 * @param deleted records the file no longer has
 * @param repeated this very file was taken before, and nothing was stored now
 * @param notes on the file as a whole
 * @param problems of single rows, the first {@link #MAX_PROBLEMS}
 */
public record Receipt(
    String receipt,
    String connection,
    String file,
    long rows,
    long accepted,
    long quarantined,
    long deleted,
    boolean repeated,
    List<String> notes,
    List<RowProblem> problems) {
  public static final int MAX_PROBLEMS = 50;

  private static final JsonMapper JSON = new JsonMapper();

  /** A row, where it stands in the file, and what is wrong with it. */
  public record RowProblem(long line, String cause) {}

  public byte[] json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can always be written", e);
    }
  }
}
