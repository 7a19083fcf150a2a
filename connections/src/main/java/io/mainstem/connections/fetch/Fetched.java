package io.mainstem.connections.fetch;

import io.mainstem.connections.door.Delivery;

/** What came of fetching one record. */
public sealed interface Fetched {
  /** The record, or its deletion where the tool marks deleted records. */
  record Found(Delivery.Snapshot snapshot) implements Fetched {}

  /** The answer was a success but not the record asked for: publish as {@code _delivery}. */
  record Unfit(String code, String cause) implements Fetched {}
}
