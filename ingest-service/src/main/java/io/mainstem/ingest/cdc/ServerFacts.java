package io.mainstem.ingest.cdc;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What a look at the database tells before the engine starts.
 *
 * @param missingTables captured tables that are not there
 * @param partialTables captured tables whose log entries lack the row as it was
 */
record ServerFacts(
    String walLevel,
    Optional<Slot> slot,
    SortedSet<String> missingTables,
    SortedSet<String> partialTables) {

  /**
   * The replication slot.
   *
   * @param walStatus Postgres' own word: reserved, extended, unreserved or lost
   */
  record Slot(boolean active, String walStatus) {}
}
