package io.mainstem.commandcentre.quarantine;

import io.mainstem.commandcentre.quarantine.SourceTopics.Stored;
import java.util.List;

/** What became of one item when it was tried. */
sealed interface Attempt {
  Item item();

  /**
   * It fits.
   *
   * @param mended the event to send
   */
  record Good(Item item, Stored mended, List<Diff.Place> diff, List<Fit.Field> becomes)
      implements Attempt {}

  /** It stays. */
  record Bad(Item item, String reason) implements Attempt {}
}
