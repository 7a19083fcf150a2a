package io.mainstem.ingest.poll;

import io.mainstem.connections.door.Delivery;
import io.mainstem.ingest.event.Origin;
import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.ingest.event.Trace;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.schemas.event.Via;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts what one connection's readings bring onto its topic. */
record PullSink(
    String connection,
    String tool,
    Publisher publisher,
    InstantSource clock,
    Supplier<UUID> receipts) {

  /** Completes when all are stored. Records that are only named are rung for. */
  CompletableFuture<Void> publish(List<Delivery> page) {
    UUID receipt = receipts.get();
    Origin origin =
        new Origin(connection, tool, receipt, clock.instant(), Via.PULL, Trace.of(null, receipt));
    return publisher.publish(page.stream().map(delivery -> message(delivery, origin)).toList());
  }

  private static ProducerRecord<String, SpecificRecord> message(Delivery delivery, Origin origin) {
    return delivery instanceof Delivery.Snapshot snapshot
        ? SourceRecords.read(snapshot, origin)
        : SourceRecords.delivered(delivery, origin);
  }
}
