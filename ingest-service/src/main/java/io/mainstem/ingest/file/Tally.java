package io.mainstem.ingest.file;

import io.mainstem.ingest.file.Receipt.RowProblem;
import java.util.ArrayList;
import java.util.List;

/** Counts one file's rows as they go by. */
final class Tally {
  private final List<String> notes = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private long accepted;
  private long quarantined;
  private long deleted;

  void accepted() {
    accepted++;
  }

  void quarantined(long line, String cause) {
    quarantined++;
    if (problems.size() < Receipt.MAX_PROBLEMS) {
      problems.add(new RowProblem(line, cause));
    }
  }

  void deleted(long count) {
    deleted = count;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  long rows() {
    return accepted + quarantined;
  }

  Receipt receipt(String id, String connection, String file) {
    return new Receipt(
        id,
        connection,
        file,
        rows(),
        accepted,
        quarantined,
        deleted,
        false,
        List.copyOf(notes),
        List.copyOf(problems));
  }

  static Receipt repeated(String id, String connection, String file) {
    return new Receipt(
        id,
        connection,
        file,
        0,
        0,
        0,
        0,
        true,
        List.of("This very file was taken before: nothing changed."),
        List.of());
  }
}
