package io.mainstem.runtime.state;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.ConnectionState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of all connections: read whole at the start, followed from then on, so that every
 * instance of every service sees the same. A connection's state lies in one partition. Thread safe.
 */
public final class ConnectionStates implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionStates.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** A name only: partitions are assigned by hand, and nothing is committed. */
  private static final String GROUP = "mainstem-connection-states";

  private final KafkaClients kafka;
  private final AvroSerdes serdes;
  private final @Nullable StateKey key;
  private final InstantSource clock;
  private final KafkaProducer<String, ConnectionState> producer;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();
  private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Thread follower;
  private volatile boolean stopping;

  /** The latest of one key; {@code state} is null where it was removed. */
  private record Entry(long offset, @Nullable ConnectionState state) {}

  private ConnectionStates(
      KafkaClients kafka,
      AvroSerdes serdes,
      @Nullable StateKey key,
      InstantSource clock,
      String clientId) {
    this.kafka = kafka;
    this.serdes = serdes;
    this.key = key;
    this.clock = clock;
    this.producer = kafka.producer(clientId + "-state", serdes.serializer(ConnectionState.class));
    this.follower = Thread.ofPlatform().daemon().name("connection-states").unstarted(this::follow);
  }

  /**
   * Starts reading.
   *
   * @param key null: what needs sealing is refused, everything else works
   */
  public static ConnectionStates start(
      KafkaClients kafka,
      AvroSerdes serdes,
      @Nullable StateKey key,
      InstantSource clock,
      String clientId) {
    ConnectionStates states = new ConnectionStates(kafka, serdes, key, clock, clientId);
    states.follower.start();
    return states;
  }

  /** Whether tokens and secrets can be kept. */
  public boolean canSeal() {
    return key != null;
  }

  /** Whether everything stored before the start was read. */
  public boolean isCaughtUp() {
    return caughtUp.isDone();
  }

  /**
   * Returns once everything stored before the call was read.
   *
   * @throws TimeoutException if that takes longer
   */
  public void awaitCaughtUp(Duration atMost) throws InterruptedException, TimeoutException {
    try {
      caughtUp.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads what others stored until now, so that a new owner does not act on old state.
   *
   * @throws TimeoutException if that takes longer
   */
  public void awaitLatest(Duration atMost) throws InterruptedException, TimeoutException {
    awaitCaughtUp(atMost);
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<String, byte[]> looker = looker()) {
      ends = looker.endOffsets(partitions(looker), atMost);
    }
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!ends.entrySet().stream()
        .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
      if (System.nanoTime() > deadlineNanos) {
        throw new TimeoutException("connection states: not read to the end in " + atMost);
      }
      Thread.sleep(POLL.toMillis() / 4);
    }
  }

  /** Calls back with the key text whenever something changed; must return at once. */
  public void watch(Consumer<String> watcher) {
    watchers.add(watcher);
  }

  /**
   * What is kept there.
   *
   * @throws StateSealedException if it is sealed and there is no key, or another one
   */
  public Optional<byte[]> get(String connection, StateKind kind, String name) {
    String at = at(connection, kind, name);
    Entry entry = entries.get(at);
    if (entry == null || entry.state() == null) {
      return Optional.empty();
    }
    byte[] value = bytes(entry.state().getValue());
    return Optional.of(entry.state().getSealed() ? key(at).open(value, at) : value);
  }

  /** The same as text. */
  public Optional<String> text(String connection, StateKind kind, String name) {
    return get(connection, kind, name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Everything of a kind that is kept for a connection, as text.
   *
   * @throws StateSealedException if it is sealed and there is no key, or another one
   */
  public List<String> texts(String connection, StateKind kind) {
    return kept(connection, kind)
        .flatMap(it -> text(connection, kind, it.getName()).stream())
        .toList();
  }

  /** Names under which something of a kind is kept for a connection. */
  public List<String> names(String connection, StateKind kind) {
    return kept(connection, kind).map(ConnectionState::getName).toList();
  }

  private Stream<ConnectionState> kept(String connection, StateKind kind) {
    return entries.values().stream()
        .map(Entry::state)
        .filter(Objects::nonNull)
        .filter(it -> it.getConnection().equals(connection) && it.getKind().equals(kind.word()));
  }

  /**
   * Keeps a value; the future completes once the broker has it, and this instance sees it.
   *
   * @throws StateSealedException if it must be sealed and there is no key
   */
  public CompletableFuture<Void> put(String connection, StateKind kind, String name, byte[] value) {
    String at = at(connection, kind, name);
    byte[] kept = kind.isSealed() ? key(at).seal(value, at) : value;
    return store(
        connection,
        at,
        ConnectionState.newBuilder()
            .setConnection(connection)
            .setKind(kind.word())
            .setName(name)
            .setSealed(kind.isSealed())
            .setValue(ByteBuffer.wrap(kept))
            .setUpdatedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
            .build());
  }

  /** The same for text. */
  public CompletableFuture<Void> put(String connection, StateKind kind, String name, String value) {
    return put(connection, kind, name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets a value. */
  public CompletableFuture<Void> remove(String connection, StateKind kind, String name) {
    return store(connection, at(connection, kind, name), null);
  }

  private CompletableFuture<Void> store(
      String connection, String at, @Nullable ConnectionState state) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    try {
      int partition =
          partitionOf(connection, producer.partitionsFor(TopicCatalogue.CONNECTION_STATE).size());
      var _ =
          producer.send(
              new ProducerRecord<>(TopicCatalogue.CONNECTION_STATE, partition, at, state),
              (metadata, failure) -> {
                if (failure != null) {
                  stored.completeExceptionally(failure);
                  return;
                }
                apply(at, new Entry(metadata.offset(), state));
                stored.complete(null);
              });
    } catch (KafkaException e) {
      stored.completeExceptionally(e);
    }
    return stored;
  }

  /** The partition that holds a connection's state: whoever owns it owns the connection. */
  public static int partitionOf(String connection, int partitions) {
    return Utils.toPositive(Utils.murmur2(connection.getBytes(StandardCharsets.UTF_8)))
        % partitions;
  }

  private void follow() {
    while (!stopping) {
      try (KafkaConsumer<String, ConnectionState> consumer =
          kafka.consumer(GROUP, GROUP, serdes.deserializer(ConnectionState.class))) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopping) {
          round(consumer);
          partitions.forEach(partition -> read.put(partition, consumer.position(partition)));
          if (!caughtUp.isDone()
              && ends.entrySet().stream()
                  .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
            caughtUp.complete(null);
          }
        }
      } catch (KafkaException e) {
        log.atWarn()
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log("connection states cannot be read, trying again");
        pause();
      }
    }
  }

  private void round(KafkaConsumer<String, ConnectionState> consumer) {
    try {
      for (ConsumerRecord<String, ConnectionState> message : consumer.poll(POLL)) {
        apply(message.key(), new Entry(message.offset(), message.value()));
      }
    } catch (RecordDeserializationException e) {
      log.atError()
          .addKeyValue("partition", e.topicPartition())
          .addKeyValue("offset", e.offset())
          .log("unreadable connection state passed over");
      consumer.seek(e.topicPartition(), e.offset() + 1);
    }
  }

  private void apply(String at, Entry entry) {
    Entry now =
        entries.merge(at, entry, (old, fresh) -> fresh.offset() > old.offset() ? fresh : old);
    if (now.offset() == entry.offset()) {
      watchers.forEach(watcher -> watcher.accept(at));
    }
  }

  private KafkaConsumer<String, byte[]> looker() {
    return kafka.consumer(GROUP, GROUP + "-end", new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
    return consumer.partitionsFor(TopicCatalogue.CONNECTION_STATE).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private StateKey key(String at) {
    if (key == null) {
      throw new StateSealedException(
          at
              + ": must be kept sealed, and there is no key (expected: "
              + StateKey.VARIABLE
              + " or "
              + StateKey.FILE_VARIABLE
              + ")",
          null);
    }
    return key;
  }

  private static String at(String connection, StateKind kind, String name) {
    return connection + "|" + kind.word() + "|" + name;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      follower.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(STOP);
  }
}
