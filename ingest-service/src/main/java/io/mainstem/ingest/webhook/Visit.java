package io.mainstem.ingest.webhook;

import io.mainstem.connections.door.Reply;
import io.mainstem.connections.json.Bytes;
import io.mainstem.ingest.event.Origin;
import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.ingest.event.Trace;
import io.mainstem.ingest.spool.Keeper;
import io.mainstem.schemas.event.Via;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request's way through the door: read, judge, store, answer. No thread waits anywhere. */
final class Visit {

  private static final Logger log = LoggerFactory.getLogger(Visit.class);

  private final Gate gate;
  private final Visitor visitor;
  private final Trace trace;
  private final Keeper keeper;
  private final InstantSource clock;
  private final WebhookMeters meters;

  Visit(
      Gate gate,
      Visitor visitor,
      Trace trace,
      Keeper keeper,
      InstantSource clock,
      WebhookMeters meters) {
    this.gate = gate;
    this.visitor = visitor;
    this.trace = trace;
    this.keeper = keeper;
    this.clock = clock;
    this.meters = meters;
  }

  void begin() {
    if (BodyReader.isRefusedUnread(visitor.request())) {
      turnAway(AnswerCode.BODY_TOO_LARGE);
      return;
    }
    var _ =
        BodyReader.read(visitor.request(), gate.bodyTime())
            .whenComplete(this::bodyRead)
            .whenComplete((_, failure) -> abandonIf(failure));
  }

  /** What nobody foresaw still gets an answer, and never a 2xx. */
  private void abandonIf(@Nullable Throwable failure) {
    if (failure != null && !visitor.response().isCommitted()) {
      visitor.abandon(failure);
    }
  }

  private void bodyRead(byte @Nullable [] sent, @Nullable Throwable failure) {
    if (sent != null) {
      switch (Inflation.of(sent, visitor.contentEncoding())) {
        case Inflation.Body(Bytes body) -> judge(body);
        case Inflation.Refused(AnswerCode code) -> turnAway(code);
      }
      return;
    }
    switch (failure) {
      case BodyTooLargeException _ -> turnAway(AnswerCode.BODY_TOO_LARGE);
      case TimeoutException _ -> turnAway(AnswerCode.BODY_TOO_SLOW);
      case null, default ->
          visitor.abandon(failure == null ? new IllegalStateException("no body") : failure);
    }
  }

  private void judge(Bytes body) {
    Instant now = clock.instant();
    switch (Decision.of(gate.judge().admit(visitor.asked(body), now), body)) {
      case Decision.Answer(AnswerCode code, Reply reply) -> answer(code, reply);
      case Decision.Store store -> store(store, now);
      case Decision.Learn learn -> learn(learn);
    }
  }

  /** Answered only once no crash can lose the secret; confirmed only once it was answered. */
  private void learn(Decision.Learn decision) {
    var _ =
        gate.learner()
            .keep(decision.secret())
            .orTimeout(Limits.ACK_TIME.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    log.atError()
                        .addKeyValue("connection", gate.connection())
                        .addKeyValue("cause", failure.getMessage())
                        .log("a handshake's secret could not be kept");
                    turnAway(AnswerCode.NOT_KEPT);
                    return;
                  }
                  answer(AnswerCode.HANDSHAKE, decision.reply());
                  gate.learner().learnt(decision.secret(), decision.confirm());
                });
  }

  private void store(Decision.Store decision, Instant receivedAt) {
    gate.learner().signed();
    Origin origin =
        new Origin(
            gate.connection(), gate.tool(), visitor.receipt(), receivedAt, Via.WEBHOOK, trace);
    List<ProducerRecord<String, SpecificRecord>> messages =
        decision.deliveries().stream()
            .map(delivery -> SourceRecords.delivered(delivery, origin))
            .toList();
    var _ =
        keeper
            .keep(messages, Limits.ACK_TIME)
            .whenComplete((place, failure) -> kept(decision, receivedAt, place, failure));
  }

  private void kept(
      Decision.Store decision,
      Instant receivedAt,
      Keeper.@Nullable Place place,
      @Nullable Throwable failure) {
    if (failure != null || place == null) {
      log.atDebug()
          .addKeyValue("connection", gate.connection())
          .addKeyValue("cause", failure == null ? "" : failure.getClass().getSimpleName())
          .log("delivery not stored");
      turnAway(AnswerCode.NOT_STORED);
      return;
    }
    if (place == Keeper.Place.BROKER) {
      meters.stored(
          gate.connection(),
          decision.deliveries().size(),
          Duration.between(receivedAt, clock.instant()));
    }
    answer(decision.code(), decision.reply());
  }

  private void answer(AnswerCode code, Reply reply) {
    meters.answered(gate.connection(), code, reply.status());
    visitor.answer(reply);
  }

  private void turnAway(AnswerCode code) {
    meters.answered(gate.connection(), code, code.status());
    visitor.turnAway(code);
  }
}
