package io.mainstem.ingest.file;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts files and rows. */
record FileMeters(MeterRegistry registry, String connection) {

  void took(Receipt receipt) {
    files(receipt.repeated() ? "repeated" : "taken");
    rows("accepted", receipt.accepted());
    rows("quarantined", receipt.quarantined());
    rows("deleted", receipt.deleted());
  }

  void refused() {
    files("refused");
  }

  private void files(String outcome) {
    registry
        .counter("mainstem.ingest.files", "connection", connection, "outcome", outcome)
        .increment();
  }

  private void rows(String outcome, long count) {
    registry
        .counter("mainstem.ingest.file.rows", "connection", connection, "outcome", outcome)
        .increment((double) count);
  }
}
