package io.mainstem.canonicalizer.ledger;

/** Where a record stands on the broker. */
public record Origin(String topic, int partition, long offset) {
  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
