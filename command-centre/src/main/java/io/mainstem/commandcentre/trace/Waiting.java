package io.mainstem.commandcentre.trace;

import java.time.Instant;

/** A thin delivery whose record was not fetched yet. */
public record Waiting(
    String connection, String object, String sourceId, String deliveryId, Instant receivedAt) {

  String sourceKey() {
    return connection + "|" + object + "|" + sourceId;
  }
}
