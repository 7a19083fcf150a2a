package io.mainstem.ingest.cdc;

/** Whether the engine may start, decided from {@link ServerFacts} alone. */
sealed interface Preflight {

  /** Go. */
  record Ready() implements Preflight {}

  /** Not yet: asked again after a pause. */
  record NotYet(String cause) implements Preflight {}

  /** Starting would hide a loss: stays stopped and says so until a person decides. */
  record Refused(String cause) implements Preflight {}

  /**
   * Decides.
   *
   * @param resuming whether a position was remembered by an earlier run
   * @param group where that position is kept, for the message
   */
  static Preflight decide(ServerFacts facts, boolean resuming, String slotName, String group) {
    if (resuming && facts.slot().isEmpty()) {
      return new Refused(lost(slotName, "is gone", group));
    }
    if (facts.slot().isPresent() && facts.slot().get().walStatus().equals("lost")) {
      return new Refused(lost(slotName, "was invalidated by the server", group));
    }
    if (!facts.walLevel().equals("logical")) {
      return new NotYet("wal_level: " + facts.walLevel() + " (expected: logical)");
    }
    if (!facts.missingTables().isEmpty()) {
      return new NotYet("tables: " + facts.missingTables() + " missing (expected: present)");
    }
    if (!facts.partialTables().isEmpty()) {
      return new NotYet(
          "replica identity: not FULL on "
              + facts.partialTables()
              + " (expected: ALTER TABLE … REPLICA IDENTITY FULL, so that every change carries the"
              + " whole row)");
    }
    if (facts.slot().isPresent() && facts.slot().get().active()) {
      return new NotYet("slot: " + slotName + " is read by another (expected: one reader)");
    }
    return new Ready();
  }

  private static String lost(String slotName, String what, String group) {
    return "slot: "
        + slotName
        + " "
        + what
        + " (expected: the slot this connection read before). Changes made meanwhile cannot be"
        + " read from the log. To accept that and read all tables afresh, drop the slot if it is"
        + " still there and delete the offsets of consumer group "
        + group;
  }
}
