package io.mainstem.ingest.replay;

import io.mainstem.ingest.publish.Publisher;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends copies of events and follows in the ledger what becomes of each. Only so many are under way
 * at once: what comes from the tools meanwhile does not wait behind a whole history.
 */
final class Copies {
  /** Copies under way. */
  static final int MAX_UNDER_WAY = 2_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STORE = Duration.ofSeconds(30);

  private final Publisher publisher;
  private final KafkaConsumer<String, Outcome> ledger;
  private final Duration patience;
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<OutcomeKind, Integer> outcomes = new EnumMap<>(OutcomeKind.class);

  /**
   * Reads the ledger from now on.
   *
   * @param patience how long no outcome at all may come before nobody seems to compute
   */
  Copies(Publisher publisher, KafkaConsumer<String, Outcome> ledger, Duration patience) {
    this.publisher = publisher;
    this.ledger = ledger;
    this.patience = patience;
    List<TopicPartition> partitions =
        ledger.partitionsFor(TopicCatalogue.LEDGER).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    ledger.assign(partitions);
    ledger.seekToEnd(partitions);
    partitions.forEach(ledger::position); // the seek is lazy
  }

  /** An event as it is stored. */
  record Stored(ConsumerRecord<String, ?> record, SourceEvent event) {

    /** The same event, told to be computed again; its headers say what they said. */
    ProducerRecord<String, SpecificRecord> again(Instant at) {
      return new ProducerRecord<>(
          record.topic(),
          null,
          record.key(),
          SourceEvent.newBuilder(event).setVia(Via.REPLAY).setSentAgainAt(at).build(),
          record.headers());
    }
  }

  /** False, with nothing sent, where the outcomes of those before do not come. */
  boolean send(List<Stored> events, Instant at)
      throws InterruptedException, TimeoutException, ExecutionException {
    if (!follow(MAX_UNDER_WAY - 1)) {
      return false;
    }
    events.forEach(stored -> underWay.merge(stored.event().getEventId(), 1, Integer::sum));
    publisher
        .publish(events.stream().map(stored -> stored.again(at)).toList())
        .get(STORE.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  /** Waits until no more than so many are under way; false where none came for too long. */
  boolean follow(int most) {
    long lastNanos = System.nanoTime();
    while (underWay.size() > most) {
      int before = underWay.size();
      ledger.poll(POLL).forEach(outcome -> settle(outcome.value()));
      if (underWay.size() < before) {
        lastNanos = System.nanoTime();
      } else if (System.nanoTime() - lastNanos > patience.toNanos()) {
        return false;
      }
    }
    return true;
  }

  private void settle(Outcome outcome) {
    if (underWay.containsKey(outcome.getEventId())) {
      underWay.computeIfPresent(
          outcome.getEventId(), (_, left) -> left == 1 ? null : Integer.valueOf(left - 1));
      outcomes.merge(outcome.getKind(), 1, Integer::sum);
    }
  }

  /** What became of those sent, as far as it is known. */
  Map<OutcomeKind, Integer> outcomes() {
    return outcomes;
  }

  int underWay() {
    return underWay.values().stream().mapToInt(Integer::intValue).sum();
  }
}
