package io.mainstem.ingest.event;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.json.Bytes;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Kafka records for what was received, with CloudEvents attributes as headers. */
public final class SourceRecords {

  /** Object of an event that belongs to no object of the tool file. */
  public static final String DELIVERY = "_delivery";

  /** Object of an event the tool file leaves out on purpose. */
  public static final String IGNORED = "_ignored";

  /** Header of a {@link #DELIVERY} event: why, as a code. */
  public static final String CODE_HEADER = "mainstem-code";

  /** Header of a {@link #DELIVERY} event: why, as a sentence without payload. */
  public static final String CAUSE_HEADER = "mainstem-cause";

  private static final String JSON = "application/json";

  private SourceRecords() {}

  /** One event of a verified delivery; its id follows the sender's own idea of sameness. */
  public static ProducerRecord<String, SpecificRecord> delivered(Delivery delivery, Origin origin) {
    String eventId = EventIds.ofDelivery(origin.connection(), delivery.dedupeKey());
    return switch (delivery) {
      case Delivery.Snapshot snapshot -> snapshot(snapshot, eventId, origin);
      case Delivery.Ring ring -> doorbell(ring, eventId, origin);
      case Delivery.Unplaced unplaced ->
          unplaced(unplaced.code(), unplaced.cause(), unplaced.payload(), JSON, eventId, origin);
      case Delivery.Ignored ignored -> ignored(ignored, eventId, origin);
    };
  }

  /** A whole record we read ourselves; reading the same version again gives the same event. */
  public static ProducerRecord<String, SpecificRecord> read(
      Delivery.Snapshot snapshot, Origin origin) {
    String eventId =
        EventIds.ofSnapshot(
            origin.connection(),
            snapshot.object(),
            snapshot.sourceId(),
            snapshot.version(),
            snapshot.operation() == Operation.DELETE,
            content(snapshot));
    return snapshot(snapshot, eventId, origin);
  }

  /** A record that was merged says something else than one that was only deleted. */
  private static byte[] content(Delivery.Snapshot snapshot) {
    String into = snapshot.mergedInto();
    return into == null
        ? snapshot.payload().toArray()
        : ("merged into " + into).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Something verified that has no place. Its source id is the event id, so that a repetition meets
   * the first.
   */
  public static ProducerRecord<String, SpecificRecord> unplaced(
      String code, String cause, Bytes payload, String contentType, String eventId, Origin origin) {
    ProducerRecord<String, SpecificRecord> message =
        kept(DELIVERY, payload, contentType, eventId, origin);
    add(message.headers(), CODE_HEADER, code);
    add(message.headers(), CAUSE_HEADER, cause);
    return message;
  }

  /** Something the tool file leaves out on purpose; it ends as filtered, and says why. */
  private static ProducerRecord<String, SpecificRecord> ignored(
      Delivery.Ignored ignored, String eventId, Origin origin) {
    ProducerRecord<String, SpecificRecord> message =
        kept(IGNORED, ignored.payload(), JSON, eventId, origin);
    add(message.headers(), CAUSE_HEADER, ignored.why());
    return message;
  }

  private static ProducerRecord<String, SpecificRecord> kept(
      String object, Bytes payload, String contentType, String eventId, Origin origin) {
    return sourceRecord(
        common(origin, eventId)
            .setObject(object)
            .setSourceId(eventId)
            .setVersion(0)
            .setOperation(Operation.UPSERT)
            .setContentType(contentType)
            .setPayload(payload.buffer())
            .build(),
        origin);
  }

  private static ProducerRecord<String, SpecificRecord> snapshot(
      Delivery.Snapshot snapshot, String eventId, Origin origin) {
    return sourceRecord(
        common(origin, eventId)
            .setObject(snapshot.object())
            .setSourceId(snapshot.sourceId())
            .setVersion(snapshot.version())
            .setOperation(snapshot.operation())
            .setOccurredAt(snapshot.occurredAt())
            .setContentType(JSON)
            .setPayload(snapshot.payload().buffer())
            .setMergedInto(snapshot.mergedInto())
            .build(),
        origin);
  }

  private static ProducerRecord<String, SpecificRecord> doorbell(
      Delivery.Ring ring, String eventId, Origin origin) {
    Doorbell doorbell =
        Doorbell.newBuilder()
            .setConnection(origin.connection())
            .setTool(origin.tool())
            .setObject(ring.object())
            .setSourceId(ring.sourceId())
            .setOccurredAt(ring.occurredAt())
            .setReceivedAt(origin.receivedAt())
            .setDeliveryId(origin.deliveryId().toString())
            .setDeleted(ring.deleted())
            .setMergedInto(ring.mergedInto())
            .build();
    SourceKey key = new SourceKey(origin.connection(), ring.object(), ring.sourceId());
    ProducerRecord<String, SpecificRecord> message =
        new ProducerRecord<>(TopicCatalogue.DOORBELLS, key.toString(), doorbell);
    attributes(message.headers(), eventId, origin, "io.mainstem.doorbell." + ring.object());
    return message;
  }

  private static SourceEvent.Builder common(Origin origin, String eventId) {
    return SourceEvent.newBuilder()
        .setEventId(eventId)
        .setConnection(origin.connection())
        .setTool(origin.tool())
        .setReceivedAt(origin.receivedAt())
        .setDeliveryId(origin.deliveryId().toString())
        .setVia(origin.via());
  }

  private static ProducerRecord<String, SpecificRecord> sourceRecord(
      SourceEvent event, Origin origin) {
    ProducerRecord<String, SpecificRecord> message =
        new ProducerRecord<>(
            TopicCatalogue.source(event.getConnection()),
            new SourceKey(event.getConnection(), event.getObject(), event.getSourceId()).topicKey(),
            event);
    String happened = event.getOperation() == Operation.DELETE ? ".deleted" : ".snapshot";
    attributes(
        message.headers(),
        event.getEventId(),
        origin,
        "io.mainstem.source." + event.getObject() + happened);
    return message;
  }

  private static void attributes(Headers headers, String id, Origin origin, String type) {
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", id);
    add(headers, "ce_source", "/mainstem/connections/" + origin.connection());
    add(headers, "ce_type", type);
    add(headers, "ce_time", text(origin.receivedAt()));
    add(headers, TraceParent.HEADER, origin.trace().parent());
  }

  private static String text(Instant time) {
    return time.toString();
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
