package io.mainstem.simulators.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.business.Incidents.OddityKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happens, at a moment of business time. */
public sealed interface Happening {
  Instant at();

  /**
   * A tool's record has a new version, and the tool says so.
   *
   * @param shelf the vendor's own name for the kind of record
   * @param record the whole record, as its API would give it
   * @param oddity set where the record is planted to be refused
   */
  record RecordChanged(
      Instant at,
      Tool tool,
      String shelf,
      String id,
      ObjectNode record,
      List<Notice> notices,
      @Nullable OddityKind oddity)
      implements Happening {
    public RecordChanged {
      notices = List.copyOf(notices);
    }

    static RecordChanged of(
        Instant at, Tool tool, String shelf, String id, ObjectNode record, Notice... notices) {
      return new RecordChanged(at, tool, shelf, id, record, List.of(notices), null);
    }
  }

  /** A tool's record is gone. */
  record RecordDeleted(Instant at, Tool tool, String shelf, String id, List<Notice> notices)
      implements Happening {
    public RecordDeleted {
      notices = List.copyOf(notices);
    }
  }

  /** A webhook without a change: repeated, late, or nonsense. */
  record Noticed(Instant at, Notice notice, Reason reason, @Nullable OddityKind oddity)
      implements Happening {}

  /** Why a webhook comes without a change of its record. */
  enum Reason {
    REPEATED,
    LATE,
    ODD
  }

  /** The rota tool writes a shift. */
  record ShiftChanged(Instant at, ShiftRow row) implements Happening {}

  /** The rota tool publishes a week: its shifts and budgets. */
  record WeekPublished(Instant at, int week) implements Happening {}

  /** Something worth telling whoever watches. */
  record Told(Instant at, String line) implements Happening {}
}
