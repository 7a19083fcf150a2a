package io.mainstem.ingest.fetch;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.fetch.Fetched;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.json.Bytes;
import io.mainstem.ingest.event.EventIds;
import io.mainstem.ingest.event.Origin;
import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.ingest.fetch.Rings.Ring;
import io.mainstem.ingest.tool.ToolLine.Asked;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.Via;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is published for a record once its tool has answered; pure. */
final class Answering {

  /** Code of a record that could not be had. */
  static final String FETCH_REFUSED = "FETCH_REFUSED";

  private static final String JSON = "application/json";

  private final FetchTarget target;

  Answering(FetchTarget target) {
    this.target = target;
  }

  /** The newest of the rings that one fetch answers: by its own time, else by arrival. */
  static Ring newest(List<Ring> rings) {
    return rings.stream().max(Comparator.comparing(ring -> rungAt(ring.doorbell()))).orElseThrow();
  }

  /**
   * The rings to answer: the newest, and those that tell of a merge, since nothing that comes after
   * one says it again.
   */
  static List<Ring> due(List<Ring> rings) {
    Ring newest = newest(rings);
    return Stream.concat(
            rings.stream()
                .filter(ring -> ring.doorbell().getMergedInto() != null && !ring.equals(newest)),
            Stream.of(newest))
        .toList();
  }

  /**
   * The request for the record.
   *
   * @throws IllegalArgumentException if the tool file cannot fetch that object
   */
  HttpCall call(Doorbell doorbell) {
    return target.plan().call(doorbell.getObject(), doorbell.getSourceId());
  }

  AttemptDecision decide(HttpAnswer answer, int attempts, boolean toolAnswers) {
    return AttemptDecision.of(
        answer.status(), target.plan().verdict(answer), attempts, toolAnswers);
  }

  ProducerRecord<String, SpecificRecord> found(Ring ring, Asked asked) {
    Doorbell doorbell = ring.doorbell();
    Bytes body = asked.answer().body();
    return switch (target
        .plan()
        .snapshot(doorbell.getObject(), doorbell.getSourceId(), body, asked.at())) {
      case Fetched.Found(Delivery.Snapshot snapshot) -> SourceRecords.read(snapshot, origin(ring));
      case Fetched.Unfit(String code, String cause) -> kept(ring, code, cause, body, JSON);
    };
  }

  /** The record is gone: its deletion happened no earlier than the ring that told of it. */
  ProducerRecord<String, SpecificRecord> gone(Ring ring) {
    Doorbell doorbell = ring.doorbell();
    Instant at = rungAt(doorbell);
    Delivery.Snapshot deletion =
        new Delivery.Snapshot(
            doorbell.getObject(),
            doorbell.getSourceId(),
            ChronoUnit.MICROS.between(Instant.EPOCH, at),
            at,
            Operation.DELETE,
            Bytes.EMPTY,
            "gone",
            doorbell.getMergedInto());
    return SourceRecords.read(deletion, origin(ring));
  }

  ProducerRecord<String, SpecificRecord> refused(Ring ring, String code, String cause) {
    Doorbell doorbell = ring.doorbell();
    Refusal refusal =
        new Refusal(
            FETCH_REFUSED,
            code + ": " + cause,
            target.connection(),
            doorbell.getObject(),
            doorbell.getSourceId(),
            doorbell.getDeliveryId());
    return kept(ring, FETCH_REFUSED, refusal.cause(), refusal.json(), Refusal.MEDIA_TYPE);
  }

  private ProducerRecord<String, SpecificRecord> kept(
      Ring ring, String code, String cause, Bytes payload, String contentType) {
    Doorbell doorbell = ring.doorbell();
    String dedupeKey =
        String.join(
            "|",
            code,
            doorbell.getDeliveryId(),
            EventIds.hash(payload.toArray()),
            doorbell.getObject(),
            doorbell.getSourceId());
    String eventId = EventIds.ofDelivery(target.connection(), dedupeKey);
    return SourceRecords.unplaced(code, cause, payload, contentType, eventId, origin(ring));
  }

  private Origin origin(Ring ring) {
    return new Origin(
        target.connection(),
        target.tool(),
        UUID.fromString(ring.doorbell().getDeliveryId()),
        ring.doorbell().getReceivedAt(),
        Via.WEBHOOK,
        ring.trace());
  }

  private static Instant rungAt(Doorbell doorbell) {
    return doorbell.getOccurredAt() == null ? doorbell.getReceivedAt() : doorbell.getOccurredAt();
  }

  /** Whether an exception of a call is the record's own fault rather than the tool's or ours. */
  static boolean recordsOwn(OutboundException failure) {
    return failure.code() == OutboundException.Code.ANSWER_TOO_LARGE;
  }
}
