package io.mainstem.canonicalizer.ledger;

/** Why a record of a source topic is no source event at all. */
public enum PoisonCode {
  NULL_KEY(
      "The record has no key, so its order among others is not known. It was not written by"
          + " the ingest service; find out what writes to this topic."),
  NULL_VALUE(
      "The record is empty. Source topics hold snapshots and are never compacted; find out"
          + " what writes to this topic."),
  NOT_FRAMED(
      "The record does not begin with a schema id. It was written by a program that does not"
          + " use the schema registry; find out what writes to this topic."),
  UNKNOWN_SCHEMA(
      "The record names a schema the registry does not know. Register the schema it was"
          + " written with, then replay."),
  UNDECODABLE(
      "The record does not fit the schema it names; it is damaged, or its writer used"
          + " another schema. Have the record sent again by its tool."),
  WRONG_TYPE("The record is not a source event. Find out what writes to this topic."),
  MISADDRESSED(
      "The record names another connection than the one this topic belongs to, or has the"
          + " key of another record. Find out what writes to this topic."),
  UNSTORABLE(
      "The mapped record does not fit the canonical schema, e.g. an amount with more than four"
          + " decimals. Mend the mapping in the tool file, then replay.");

  private final String cause;

  PoisonCode(String cause) {
    this.cause = cause;
  }

  /** In plain language, with what to do. */
  public String cause() {
    return cause;
  }
}
