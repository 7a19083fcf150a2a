package io.mainstem.conformance;

import java.util.Locale;

/** One thing a tool file must get right. */
public enum Check {
  LOADS,
  VECTORS,
  SIGNATURE,
  FAILS_CLOSED,
  CLOCK,
  HANDSHAKE,
  SAMPLES,
  DUPLICATES,
  DISORDER,
  DELETES,
  MERGES,
  TENANT,
  UNKNOWN_EVENT,
  BAD_INPUT,
  REQUESTS,
  WRITES,
  PAGES,
  CHANGES,
  TOKEN,
  RATE_LIMIT,
  PARTIAL_FAILURE;

  /** As people write it, e.g. {@code bad-input}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
