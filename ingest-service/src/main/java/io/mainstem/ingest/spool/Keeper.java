package io.mainstem.ingest.spool;

import io.mainstem.ingest.publish.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Where an accepted delivery is kept before its sender hears so: at the broker, or in the spool
 * where the broker is not there in time, or where others wait already. A record that timed out here
 * may still reach the broker, and then does so twice, under the same event id.
 */
public final class Keeper {

  /** What the broker gets of the time there is, if the spool shall have a turn. */
  public static final Duration BROKER_TIME = Duration.ofMillis(500);

  private final Publisher publisher;
  private final Spool spool;
  private final Serializer<SpecificRecord> serializer;
  private final SpoolMeters meters;
  private final InstantSource clock;

  /** Where it is kept. */
  public enum Place {
    BROKER,
    SPOOL
  }

  public Keeper(
      Publisher publisher,
      Spool spool,
      Serializer<SpecificRecord> serializer,
      SpoolMeters meters,
      InstantSource clock) {
    this.publisher = publisher;
    this.spool = spool;
    this.serializer = serializer;
    this.meters = meters;
    this.clock = clock;
  }

  /** Completes once no crash can lose any of them; fails where that cannot be said in time. */
  public CompletableFuture<Place> keep(
      List<ProducerRecord<String, SpecificRecord>> messages, Duration atMost) {
    if (!spool.isUsable()) {
      return within(atMost, publisher.publish(messages).thenApply(_ -> Place.BROKER));
    }
    if (spool.holdsTopicOf(messages)) {
      return within(atMost, spool(messages));
    }
    return within(BROKER_TIME, publisher.publish(messages).thenApply(_ -> Place.BROKER))
        .exceptionallyCompose(
            failure ->
                BrokerRefusal.isOfRecord(failure)
                    ? CompletableFuture.failedFuture(failure)
                    : within(atMost.minus(BROKER_TIME), spool(messages)));
  }

  private CompletableFuture<Place> spool(List<ProducerRecord<String, SpecificRecord>> messages) {
    Instant now = clock.instant();
    List<Entry> entries = messages.stream().map(message -> entry(message, now)).toList();
    return spool
        .append(entries)
        .handle(
            (_, failure) -> {
              if (failure instanceof SpoolException refused) {
                meters.refused(refused.reason());
                throw new CompletionException(refused);
              }
              meters.accepted(entries.size());
              return Place.SPOOL;
            });
  }

  private Entry entry(ProducerRecord<String, SpecificRecord> message, Instant now) {
    byte[] value = serializer.serialize(message.topic(), message.value());
    return Entry.of(message.topic(), message.key(), message.headers(), value, now);
  }

  private static CompletableFuture<Place> within(Duration atMost, CompletableFuture<Place> kept) {
    return kept.isDone() ? kept : kept.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }
}
