package io.mainstem.benchmarks;

import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes payments and other events to the till's source topic, as ingest would have. */
final class SourceEvents {
  static final String TOPIC = TopicCatalogue.source(SquareWebhooks.CONNECTION);
  private static final Instant RECEIVED = Instant.parse("2026-03-02T12:00:00Z");

  private SourceEvents() {}

  /** Returns when all of them are acknowledged. */
  static void write(Ground ground, LongFunction<SourceEvent> events, long first, int count) {
    AtomicReference<@Nullable Exception> failures = new AtomicReference<>();
    try (KafkaProducer<String, SourceEvent> producer =
        ground.kafka().producer("bench-events", ground.serdes().serializer(SourceEvent.class))) {
      for (long number = first; number < first + count; number++) {
        SourceEvent event = events.apply(number);
        ProducerRecord<String, SourceEvent> record =
            new ProducerRecord<>(TOPIC, event.getObject() + "|" + event.getSourceId(), event);
        Future<?> _ = producer.send(record, (_, failure) -> failures.compareAndSet(null, failure));
      }
      producer.flush();
    }
    Exception failure = failures.get();
    if (failure != null) {
      throw new IllegalStateException("the broker refused an event", failure);
    }
  }

  static SourceEvent payment(long number) {
    byte[] payload = SquareWebhooks.payment(number).getBytes(StandardCharsets.UTF_8);
    return SourceEvent.newBuilder()
        .setEventId(NameUuid.of(AliasId.NAMESPACE, "bench-event-" + number).toString())
        .setConnection(SquareWebhooks.CONNECTION)
        .setTool("square")
        .setObject("payment")
        .setSourceId(SquareWebhooks.paymentId(number))
        .setVersion(RECEIVED.toEpochMilli() * 1_000)
        .setOperation(Operation.UPSERT)
        .setReceivedAt(RECEIVED)
        .setDeliveryId("bench-" + number)
        .setVia(Via.WEBHOOK)
        .setPayload(ByteBuffer.wrap(payload))
        .build();
  }
}
