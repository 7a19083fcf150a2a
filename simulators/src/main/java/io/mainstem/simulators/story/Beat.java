package io.mainstem.simulators.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happens, at a moment of business time. */
sealed interface Beat {
  Instant at();

  /**
   * A record has these members from now on; what is new begins as the vendor's sample.
   *
   * @param odd planted to be held back by whoever reads it
   */
  record Put(Instant at, String tool, String kind, String id, ObjectNode members, boolean odd)
      implements Beat {}

  /** A record is gone, perhaps into another. */
  record Gone(Instant at, String tool, String kind, String id, @Nullable String survivor)
      implements Beat {}

  /** A file is put into the folder, whole. */
  record Dropped(Instant at, String file, String text) implements Beat {}

  /** Something worth telling whoever watches. */
  record Told(Instant at, String line) implements Beat {}
}
