package io.mainstem.ingest.publish;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stores records through one shared idempotent producer. A producer for each request is what makes
 * other bridges slow.
 */
public final class Publisher {

  /**
   * The producer settings this needs. Blocking is short, because a door waits in front of it; a
   * record that is not stored in a few seconds is given up, because its sender was told 503 long
   * ago; and a body of 900 KiB may have been inflated.
   */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 300,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6_000,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 5 * 1024 * 1024);

  private final Producer<String, SpecificRecord> producer;

  public Publisher(Producer<String, SpecificRecord> producer) {
    this.producer = producer;
  }

  /** Completes when every record is stored, and fails when one is not; the others then may be. */
  public CompletableFuture<Void> publish(List<ProducerRecord<String, SpecificRecord>> messages) {
    if (messages.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Acks acks = new Acks(messages.size());
    for (ProducerRecord<String, SpecificRecord> message : messages) {
      if (acks.all().isCompletedExceptionally()) {
        break; // each of the rest would block as long as the one that failed
      }
      try {
        var _ = producer.send(message, (_, failure) -> acks.arrived(failure));
      } catch (RuntimeException notSent) {
        // Not even handed over: no use to try the rest.
        acks.arrived(notSent);
        break;
      }
    }
    return acks.all();
  }
}
