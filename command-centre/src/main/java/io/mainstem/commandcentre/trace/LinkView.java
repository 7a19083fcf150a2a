package io.mainstem.commandcentre.trace;

import java.time.Instant;

/** One source record that speaks for a canonical record, and why. */
public record LinkView(
    String entity,
    String connection,
    String object,
    String sourceId,
    String alias,
    String canonicalId,
    String rule,
    String reason,
    Instant at) {

  public String sourceKey() {
    return connection + "|" + object + "|" + sourceId;
  }
}
