package io.mainstem.ingest.replay;

import io.mainstem.ingest.publish.Publisher;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sends the quarantined events of a connection again. An event that is mended already, or replayed
 * twice, is a duplicate to the canonicalizer: so nothing needs to be remembered here.
 */
public final class Replayer {
  private static final String NAME = "mainstem-replay";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STORE = Duration.ofSeconds(30);

  /** To find one event by its offset. */
  private static final Duration FIND = Duration.ofSeconds(10);

  /** Events remembered in a run, because each failure of one leaves a letter. */
  private static final int MAX_REMEMBERED = 100_000;

  private final KafkaClients kafka;
  private final AvroSerdes serdes;

  private final InstantSource clock;

  public Replayer(KafkaClients kafka, AvroSerdes serdes, InstantSource clock) {
    this.kafka = kafka;
    this.serdes = serdes;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param sent events sent again, by object
   * @param gone events that are no longer kept, by object
   */
  public record Result(SortedMap<String, Integer> sent, SortedMap<String, Integer> gone) {}

  /**
   * Sends what is in quarantine at this moment.
   *
   * @param object of the tool file; null for all
   * @throws TimeoutException if the broker does not answer
   */
  public Result replay(String connection, @Nullable String object)
      throws InterruptedException, TimeoutException, ExecutionException {
    Instant at = clock.instant();
    Set<String> done = new HashSet<>();
    Result result = new Result(new TreeMap<>(), new TreeMap<>());
    try (KafkaConsumer<String, DeadLetter> letters =
            kafka.consumer(NAME, NAME, serdes.deserializer(DeadLetter.class));
        KafkaConsumer<String, SourceEvent> events =
            kafka.consumer(NAME, NAME + "-events", serdes.deserializer(SourceEvent.class));
        KafkaProducer<String, SpecificRecord> producer =
            kafka.producer(NAME, serdes.serializer(SpecificRecord.class), Publisher.SETTINGS)) {
      Publisher publisher = new Publisher(producer);
      List<TopicPartition> partitions =
          letters.partitionsFor(TopicCatalogue.QUARANTINE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      letters.assign(partitions);
      letters.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = letters.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> letters.position(end.getKey()) < end.getValue())) {
        List<ProducerRecord<String, SpecificRecord>> again = new ArrayList<>();
        for (ConsumerRecord<String, DeadLetter> letter : letters.poll(POLL)) {
          DeadLetter held = letter.value();
          if (isMeant(held, connection, object) && done.add(held.getEventId())) {
            Optional<ConsumerRecord<String, SourceEvent>> event = find(events, held);
            event.ifPresent(found -> again.add(new Copies.Stored(found, found.value()).again(at)));
            (event.isPresent() ? result.sent() : result.gone())
                .merge(held.getObject(), 1, Integer::sum);
          }
        }
        if (done.size() > MAX_REMEMBERED) {
          done.clear(); // one sent twice is a duplicate
        }
        publisher.publish(again).get(STORE.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return result;
  }

  private static boolean isMeant(
      @Nullable DeadLetter letter, String connection, @Nullable String object) {
    return letter != null
        && letter.getConnection().equals(connection)
        && letter.getTopic().equals(TopicCatalogue.source(connection))
        && (object == null || letter.getObject().equals(object));
  }

  /** Empty where the topic does not keep it any more. */
  private static Optional<ConsumerRecord<String, SourceEvent>> find(
      KafkaConsumer<String, SourceEvent> events, DeadLetter letter) throws TimeoutException {
    TopicPartition place = new TopicPartition(letter.getTopic(), letter.getPartition());
    events.assign(List.of(place));
    long first = events.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    if (letter.getOffset() < first) {
      return Optional.empty();
    }
    events.seek(place, letter.getOffset());
    long deadlineNanos = System.nanoTime() + FIND.toNanos();
    while (System.nanoTime() < deadlineNanos) {
      List<ConsumerRecord<String, SourceEvent>> read = events.poll(POLL).records(place);
      if (!read.isEmpty()) {
        return Optional.of(read.getFirst()).filter(it -> it.offset() == letter.getOffset());
      }
    }
    throw new TimeoutException(place + ": offset " + letter.getOffset() + " was not read");
  }
}
