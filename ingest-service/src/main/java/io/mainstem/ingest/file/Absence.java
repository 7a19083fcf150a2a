package io.mainstem.ingest.file;

import io.mainstem.connections.tool.FileSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records a complete file no longer has. Deleting is the one thing that cannot be looked at
 * first, so every doubt keeps the records: a row nobody could tell apart, an older file, a share
 * too large to be meant.
 */
final class Absence {
  private final FileSpec spec;
  private final FileHistory history;
  private final Instant written;
  private final Set<String> seen = new HashSet<>();
  private long unknown;
  private boolean tooMany;

  Absence(FileSpec spec, FileHistory history, Instant written) {
    this.spec = spec;
    this.history = history;
    this.written = written;
  }

  void seen(String id) {
    if (!spec.deletes() || tooMany) {
      return;
    }
    seen.add(id);
    if (seen.size() > KnownRows.MAX_IDS) {
      tooMany = true;
      seen.clear();
    }
  }

  void unknown() {
    unknown++;
  }

  /** Ids to delete; why there are none, where there might have been, goes to the notes. */
  List<String> gone(Tally tally) throws NotStoredException, InterruptedException {
    Optional<Set<String>> before = spec.deletes() ? history.records() : Optional.empty();
    if (tooMany) {
      tally.note("Nothing deleted: more than " + KnownRows.MAX_IDS + " rows.");
      return List.of();
    }
    List<String> missing = before.map(ids -> KnownRows.missing(ids, seen)).orElse(List.of());
    if (missing.isEmpty()) {
      return List.of();
    }
    String some = missing.size() + " of " + before.orElseThrow().size() + " records are missing.";
    if (unknown > 0) {
      tally.note("Nothing deleted: " + some + " But " + unknown + " rows could not be told apart.");
    } else if (!history.isNewest(written)) {
      tally.note("Nothing deleted: " + some + " But a newer file was taken before.");
    } else if (missing.size() * 100L > (long) spec.mostAbsent() * before.orElseThrow().size()) {
      tally.note("Nothing deleted: " + some + " At most " + spec.mostAbsent() + " % are deleted.");
    } else {
      tally.deleted(missing.size());
      return missing;
    }
    // What was not deleted is still there, and may be missing again tomorrow.
    seen.addAll(before.orElseThrow());
    return List.of();
  }

  /** The records known from now on; null where this file does not speak for them. */
  @Nullable Collection<String> known() {
    return spec.deletes() && !tooMany && history.isNewest(written) ? seen : null;
  }
}
