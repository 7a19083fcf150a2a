package io.mainstem.ingest.replay;

import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.replay.Copies.Stored;
import io.mainstem.ingest.replay.Newest.Part;
import io.mainstem.ingest.replay.Newest.Place;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the newest snapshot of every record of a connection again, so that it is computed with the
 * tool file as it is now. What comes out the same changes nothing; a run that was broken off is
 * begun anew.
 */
public final class HistoryReplayer {
  private static final String NAME = "mainstem-replay-all";

  /** Sent before the broker's word on them is awaited: well below what a producer holds. */
  private static final int MAX_BATCH_BYTES = 8 * 1024 * 1024;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration READ = Duration.ofSeconds(30);

  private final KafkaClients kafka;
  private final AvroSerdes serdes;
  private final InstantSource clock;
  private final Duration patience;

  /** With patience for a canonicalizer that is just starting. */
  public HistoryReplayer(KafkaClients kafka, AvroSerdes serdes, InstantSource clock) {
    this(kafka, serdes, clock, Duration.ofSeconds(60));
  }

  HistoryReplayer(KafkaClients kafka, AvroSerdes serdes, InstantSource clock, Duration patience) {
    this.kafka = kafka;
    this.serdes = serdes;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * What was done.
   *
   * @param sent events sent again, by object
   * @param outcomes what became of them: {@code DUPLICATE} where it is what it was
   * @param unknown of so many sent no outcome came; then it was not carried to the end
   */
  public record Result(
      SortedMap<String, Integer> sent, Map<OutcomeKind, Integer> outcomes, int unknown) {}

  /** Is told now and then how far it is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * How far one reading of the topic is.
     *
     * @param sending whether it sends; before that it looks for what is newest
     * @param read events read, of about {@code of}
     * @param sent copies sent so far, in all readings
     */
    void at(boolean sending, long read, long of, int sent);
  }

  /**
   * Sends what stands there at this moment.
   *
   * @param object of the tool file; null for all
   * @throws TimeoutException if the broker does not answer
   */
  public Result replay(String connection, @Nullable String object, Progress progress)
      throws InterruptedException, TimeoutException, ExecutionException {
    try (KafkaConsumer<String, byte[]> events =
            kafka.consumer(NAME, NAME, new ByteArrayDeserializer());
        var ledger = kafka.consumer(NAME, NAME + "-ledger", serdes.deserializer(Outcome.class));
        KafkaProducer<String, SpecificRecord> producer =
            kafka.producer(NAME, serdes.serializer(SpecificRecord.class), Publisher.SETTINGS)) {
      Copies copies = new Copies(new Publisher(producer), ledger, patience);
      return new Run(events, copies, connection, object, progress).run();
    }
  }

  /** One run: as many readings as there are parts, each twice over. */
  private final class Run {
    private final KafkaConsumer<String, byte[]> events;
    private final Copies copies;
    private final @Nullable String object;
    private final Progress progress;
    private final Deserializer<SourceEvent> decoder = serdes.deserializer(SourceEvent.class);
    private final String topic;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;
    private final SortedMap<String, Integer> sent = new TreeMap<>();
    private Instant at = clock.instant();
    private long read;

    Run(
        KafkaConsumer<String, byte[]> events,
        Copies copies,
        String connection,
        @Nullable String object,
        Progress progress) {
      this.events = events;
      this.copies = copies;
      this.object = object;
      this.progress = progress;
      topic = TopicCatalogue.source(connection);
      List<TopicPartition> partitions =
          events.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      begins = events.beginningOffsets(partitions);
      ends = events.endOffsets(partitions);
    }

    Result run() throws InterruptedException, TimeoutException, ExecutionException {
      Deque<Part> parts = new ArrayDeque<>(List.of(Part.ALL));
      boolean answered = true;
      while (answered && !parts.isEmpty()) {
        Part part = parts.removeFirst();
        Newest newest = newest(part);
        parts.addAll(newest.left(part));
        answered = send(newest.places());
      }
      if (answered) {
        copies.follow(0);
      }
      return new Result(sent, copies.outcomes(), copies.underWay());
    }

    private Newest newest(Part part) throws TimeoutException {
      Newest newest = new Newest(part);
      events.assign(ends.keySet());
      events.seekToBeginning(ends.keySet());
      read = 0;
      while (isBehind()) {
        for (ConsumerRecord<String, byte[]> record : poll()) {
          if (record.offset() < end(record)) {
            event(record)
                .filter(this::isMeant)
                .ifPresent(
                    event -> {
                      newest.saw(event, new Place(record.partition(), record.offset()));
                      after(event.getSentAgainAt());
                    });
          }
        }
        progress.at(false, read, total(), sentTotal());
      }
      return newest;
    }

    /** Also where this machine's clock is behind that of an earlier run. */
    private void after(@Nullable Instant earlierRun) {
      if (earlierRun != null && !earlierRun.isBefore(at)) {
        at = earlierRun.plusMillis(1);
      }
    }

    private boolean send(Map<Integer, NavigableSet<Long>> places)
        throws InterruptedException, TimeoutException, ExecutionException {
      read = 0;
      for (Map.Entry<Integer, NavigableSet<Long>> each : places.entrySet()) {
        TopicPartition partition = new TopicPartition(topic, each.getKey());
        NavigableSet<Long> offsets = each.getValue();
        events.assign(List.of(partition));
        events.seek(partition, offsets.getFirst());
        while (events.position(partition) <= offsets.getLast()) {
          List<Stored> meant = new ArrayList<>();
          for (ConsumerRecord<String, byte[]> record : poll()) {
            if (offsets.contains(record.offset())) {
              event(record).ifPresent(event -> meant.add(new Stored(record, event)));
            }
          }
          if (!send(meant)) {
            return false;
          }
          progress.at(true, read, total(), sentTotal());
        }
      }
      return true;
    }

    private boolean send(List<Stored> meant)
        throws InterruptedException, TimeoutException, ExecutionException {
      List<Stored> batch = new ArrayList<>();
      int bytes = 0;
      for (int i = 0; i < meant.size(); i++) {
        Stored stored = meant.get(i);
        batch.add(stored);
        bytes += stored.record().serializedValueSize();
        if (bytes >= MAX_BATCH_BYTES || i == meant.size() - 1) {
          if (!copies.send(batch, at)) {
            return false;
          }
          batch.forEach(each -> sent.merge(each.event().getObject(), 1, Integer::sum));
          batch.clear();
          bytes = 0;
        }
      }
      return true;
    }

    /** The next events; never none for long. */
    private ConsumerRecords<String, byte[]> poll() throws TimeoutException {
      long deadlineNanos = System.nanoTime() + READ.toNanos();
      while (System.nanoTime() < deadlineNanos) {
        ConsumerRecords<String, byte[]> records = events.poll(POLL);
        if (!records.isEmpty()) {
          read += records.count();
          return records;
        }
        if (!isBehind()) {
          return records;
        }
      }
      throw new TimeoutException(topic + " was not read to its end");
    }

    private boolean isBehind() {
      return events.assignment().stream()
          .anyMatch(partition -> events.position(partition) < ends.getOrDefault(partition, 0L));
    }

    private long end(ConsumerRecord<?, ?> record) {
      return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private long total() {
      return ends.entrySet().stream()
          .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
          .sum();
    }

    private int sentTotal() {
      return sent.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Empty for what is no event: it is in quarantine already, and cannot be computed. */
    private Optional<SourceEvent> event(ConsumerRecord<String, byte[]> record) {
      if (record.key() == null || record.value() == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(decoder.deserialize(topic, record.value()));
      } catch (UnreadableRecordException unreadable) {
        return Optional.empty();
      }
    }

    private boolean isMeant(SourceEvent event) {
      return object == null
          ? !event.getObject().equals(SourceRecords.DELIVERY)
              && !event.getObject().equals(SourceRecords.IGNORED)
          : event.getObject().equals(object);
    }
  }
}
