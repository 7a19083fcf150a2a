package io.mainstem.ingest.cdc;

/** What a database reader is doing, for health and for people. */
public sealed interface CdcStatus {

  /** Reading; {@code snapshot} while the tables are read whole for the first time. */
  record Reading(boolean snapshot) implements CdcStatus {}

  /** Cannot read now and tries again; nothing is lost meanwhile. */
  record Waiting(String cause) implements CdcStatus {}

  /** Does not read, because going on would hide a loss: a person decides. */
  record Refused(String cause) implements CdcStatus {}

  /** Ended on request. */
  record Stopped() implements CdcStatus {}
}
