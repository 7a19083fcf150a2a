package io.mainstem.anomaly.detect;

/** What a detector thinks of a scope's value now. */
public enum Stance {
  /** Far enough out to open an episode. */
  FIRES,
  /** Not enough to open one, too much to resolve one. */
  BETWEEN,
  /** Back to ordinary. */
  EASED
}
