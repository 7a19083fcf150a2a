package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;

/** A correction in force, for a person. */
public record CorrectionView(
    String id,
    String causeId,
    String connection,
    String object,
    String cause,
    JsonNode changes,
    String by,
    String reason,
    Instant at) {

  static CorrectionView of(Correction correction) {
    ArrayNode changes = Json.MAPPER.createArrayNode();
    correction.changes().forEach(change -> changes.add(change.toJson()));
    return new CorrectionView(
        correction.id(),
        correction.causeId(),
        correction.connection(),
        correction.object(),
        correction.cause(),
        changes,
        correction.by(),
        correction.reason(),
        correction.at());
  }
}
