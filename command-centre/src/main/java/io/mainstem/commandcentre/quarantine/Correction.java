package io.mainstem.commandcentre.quarantine;

import java.time.Instant;
import java.util.List;

/** Changes a person wants made to every payload that fails of one cause. */
record Correction(
    String id,
    String causeId,
    String connection,
    String object,
    String cause,
    List<Change> changes,
    String by,
    String reason,
    Instant at) {
  Correction {
    changes = List.copyOf(changes);
  }
}
