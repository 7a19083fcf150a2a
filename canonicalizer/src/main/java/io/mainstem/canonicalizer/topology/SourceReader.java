package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.ledger.Origin;
import io.mainstem.canonicalizer.ledger.PoisonCode;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads a record of a source topic as it stands; whatever it is, it is accounted for. */
final class SourceReader {
  /** Object of what is no event, so that it has a key in the ledger. */
  static final String NO_EVENT = "_record";

  private final Deserializer<SourceEvent> deserializer;

  SourceReader(Deserializer<SourceEvent> deserializer) {
    this.deserializer = deserializer;
  }

  /** An event, or what is wrong with the record. */
  sealed interface Reading {
    Cause cause();
  }

  record Legible(SourceEvent event, Cause cause) implements Reading {}

  record Poison(PoisonCode code, Cause cause) implements Reading {}

  Reading read(Origin origin, byte @Nullable [] key, byte @Nullable [] value, Instant arrivedAt) {
    if (value == null) {
      return poison(PoisonCode.NULL_VALUE, origin, arrivedAt);
    }
    if (key == null) {
      return poison(PoisonCode.NULL_KEY, origin, arrivedAt);
    }
    try {
      SourceEvent event = deserializer.deserialize(origin.topic(), value);
      String keyText = new String(key, StandardCharsets.UTF_8);
      return isAddressed(event, origin, keyText)
          ? new Legible(event, cause(event))
          : poison(PoisonCode.MISADDRESSED, origin, arrivedAt);
    } catch (UnreadableRecordException e) {
      return poison(code(e.code()), origin, arrivedAt);
    }
  }

  /** Only then are all events of a source record in one partition, and its topic the right one. */
  private static boolean isAddressed(SourceEvent event, Origin origin, String key) {
    return !event.getSourceId().isEmpty()
        && !event.getObject().isEmpty()
        && event.getObject().indexOf('|') < 0
        && TopicCatalogue.source(event.getConnection()).equals(origin.topic())
        && key.equals(event.getObject() + "|" + event.getSourceId());
  }

  private static Cause cause(SourceEvent event) {
    return new Cause(
        event.getEventId(),
        new SourceKey(event.getConnection(), event.getObject(), event.getSourceId()),
        event.getDeliveryId(),
        event.getOccurredAt(),
        event.getReceivedAt(),
        false);
  }

  /** The event id is made of where the record stands: the same whenever it is read. */
  private static Poison poison(PoisonCode code, Origin origin, Instant arrivedAt) {
    String place = origin.partition() + "/" + origin.offset();
    String eventId = NameUuid.of(AliasId.NAMESPACE, "record|" + origin).toString();
    String connection = origin.topic().substring(TopicCatalogue.source("").length());
    SourceKey source = new SourceKey(connection, NO_EVENT, place);
    return new Poison(code, new Cause(eventId, source, eventId, null, arrivedAt, false));
  }

  private static PoisonCode code(UnreadableRecordException.Code code) {
    return switch (code) {
      case NOT_FRAMED -> PoisonCode.NOT_FRAMED;
      case UNKNOWN_SCHEMA -> PoisonCode.UNKNOWN_SCHEMA;
      case UNDECODABLE -> PoisonCode.UNDECODABLE;
      case WRONG_TYPE -> PoisonCode.WRONG_TYPE;
    };
  }
}
