package io.mainstem.sink.reporting;

import io.mainstem.runtime.trace.Span;
import io.mainstem.runtime.trace.Spans;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells the stages of an event as spans, from what the topics say of them: no stage has to wait for
 * telemetry. Ids follow from the event, so that what is read again is the same span again.
 */
final class StageSpans {
  private static final int TRACE_SPAN = 16;

  private final Spans spans;

  StageSpans(Spans spans) {
    this.spans = spans;
  }

  void tell(List<Received> records) {
    for (Received received : records) {
      Optional<TraceParent> trace = TraceParent.of(received.traceParent());
      trace.ifPresent(told -> tell(received, told));
    }
  }

  private void tell(Received received, TraceParent trace) {
    switch (received.value()) {
      case SourceEvent event -> ingest(event, received.publishedAt(), trace);
      case Outcome outcome -> canonicalizer(outcome, trace);
      case null, default -> {}
    }
  }

  private void ingest(SourceEvent event, Instant publishedAt, TraceParent trace) {
    boolean ours = begunByUs(trace);
    spans.tell(
        new Span(
            trace.traceId(),
            ours ? trace.spanId() : spanId("ingest", event.getEventId(), event.getDeliveryId()),
            ours ? null : trace.spanId(),
            "ingest-service",
            "receive " + event.getConnection() + " " + event.getObject(),
            Span.Kind.SERVER,
            event.getReceivedAt(),
            latest(publishedAt, event.getReceivedAt()),
            Map.of("mainstem.event", event.getEventId(), "mainstem.via", event.getVia().name()),
            false));
  }

  private void canonicalizer(Outcome outcome, TraceParent trace) {
    spans.tell(
        new Span(
            trace.traceId(),
            spanId("canonicalize", outcome.getEventId(), outcome.getDeliveryId()),
            trace.spanId(),
            "canonicalizer",
            "canonicalize " + outcome.getConnection() + " " + outcome.getObject(),
            Span.Kind.INTERNAL,
            outcome.getReceivedAt(),
            latest(outcome.getAt(), outcome.getReceivedAt()),
            Map.of(
                "mainstem.event", outcome.getEventId(),
                "mainstem.outcome", outcome.getKind().name()),
            outcome.getKind() == OutcomeKind.QUARANTINED));
  }

  /** Without a caller's trace the receipt is the trace id, and its end the id of ingest's span. */
  private static boolean begunByUs(TraceParent trace) {
    return trace.traceId().endsWith(trace.spanId());
  }

  private static String spanId(String stage, String eventId, String deliveryId) {
    byte[] name = String.join("|", stage, eventId, deliveryId).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, TRACE_SPAN);
  }

  /** Clocks of several machines: a span never ends before it began. */
  private static Instant latest(Instant end, Instant start) {
    return end.isBefore(start) ? start : end;
  }
}
