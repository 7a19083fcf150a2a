package io.mainstem.ingest.fetch;

import io.mainstem.ingest.event.Trace;
import io.mainstem.ingest.fetch.Rings.Ring;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Doorbell;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one connection's doorbells and answers each; a doorbell is committed once what it announced
 * is stored. A consumer group of its own for each connection is the bulkhead: while a tool is away
 * its doorbells wait in the topic and nobody else's do.
 */
public final class FetchWorker implements AutoCloseable {

  /** Doorbells read and not yet answered; beyond that, the topic keeps them. */
  static final int MAX_WAITING = 2_000;

  private static final Logger log = LoggerFactory.getLogger(FetchWorker.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int STOP_SECONDS = 5;

  private final FetchTarget target;
  private final Supplier<Consumer<String, Doorbell>> consumers;
  private final RecordTask task;
  private final ToolState tool = new ToolState();
  private final FetchMeters meters;
  private final Rings rings = new Rings();
  private final OffsetWindow window = new OffsetWindow();
  private final ConcurrentLinkedQueue<Ring> answered = new ConcurrentLinkedQueue<>();
  private final ExecutorService records = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Makes a worker.
   *
   * @param line shared with everybody who asks this tool
   * @param consumers opens a consumer of {@link #group}, with manual commits
   */
  public FetchWorker(
      FetchTarget target,
      Supplier<Consumer<String, Doorbell>> consumers,
      ToolLine line,
      TokenKeeper tokens,
      Publisher publisher,
      RandomGenerator random,
      MeterRegistry registry) {
    this.target = target;
    this.consumers = consumers;
    this.meters = new FetchMeters(registry, target.connection());
    this.task =
        new RecordTask(new Answering(target), line, tokens, publisher, tool, meters, random);
    this.thread = Thread.ofPlatform().name("fetch-" + target.connection()).unstarted(this::work);
  }

  public static String group(String connection) {
    return "ingest-fetch-" + connection;
  }

  public void start() {
    thread.start();
  }

  public FetchStatus status() {
    return tool.status();
  }

  private void work() {
    while (!stopping) {
      try (Consumer<String, Doorbell> consumer = consumers.get()) {
        consumer.subscribe(List.of(TopicCatalogue.DOORBELLS), forgetting());
        while (!stopping) {
          round(consumer);
        }
        lastRound(consumer);
      } catch (KafkaException e) {
        log.atWarn()
            .addKeyValue("connection", target.connection())
            .addKeyValue("cause", e.getClass().getSimpleName())
            .log("doorbells cannot be read, trying again");
        pause();
      }
    }
  }

  private void round(Consumer<String, Doorbell> consumer) {
    try {
      for (ConsumerRecord<String, Doorbell> message : consumer.poll(POLL)) {
        accept(message);
      }
    } catch (RecordDeserializationException e) {
      unreadable(consumer, e);
    }
    commit(consumer);
    meters.waiting(window.unfinished());
    if (window.unfinished() >= MAX_WAITING) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
  }

  private static void unreadable(
      Consumer<String, Doorbell> consumer, RecordDeserializationException e) {
    if (e.getCause() instanceof RegistryUnavailableException) {
      // Not the doorbell's fault: its schema is unknown only until the registry is back.
      pause();
      return;
    }
    log.atError()
        .addKeyValue("partition", e.topicPartition())
        .addKeyValue("offset", e.offset())
        .log("unreadable doorbell passed over");
    consumer.seek(e.topicPartition(), e.offset() + 1);
  }

  private void accept(ConsumerRecord<String, Doorbell> message) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    window.started(partition, message.offset());
    Doorbell doorbell = message.value();
    if (doorbell == null || !doorbell.getConnection().equals(target.connection())) {
      window.finished(partition, message.offset());
      return;
    }
    String key = doorbell.getObject() + "|" + doorbell.getSourceId();
    if (rings.add(key, new Ring(partition, message.offset(), doorbell, trace(message)))) {
      records.execute(() -> answer(key));
    }
  }

  private void answer(String key) {
    boolean more = true;
    while (more) {
      List<Ring> taken = rings.begin(key);
      try {
        task.answer(taken);
      } catch (InterruptedException stopped) {
        // Not committed: read again at the next start.
        return;
      }
      answered.addAll(taken);
      more = rings.end(key);
    }
  }

  private void commit(Consumer<String, Doorbell> consumer) {
    Map<TopicPartition, OffsetAndMetadata> ready = committable();
    if (!ready.isEmpty()) {
      consumer.commitAsync(ready, null);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committable() {
    for (Ring ring = answered.poll(); ring != null; ring = answered.poll()) {
      window.finished(ring.partition(), ring.offset());
    }
    return window.committable();
  }

  private void lastRound(Consumer<String, Doorbell> consumer) {
    records.shutdownNow();
    try {
      var _ = records.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.commitSync(committable(), Duration.ofSeconds(STOP_SECONDS));
  }

  private ConsumerRebalanceListener forgetting() {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(window::forget);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    };
  }

  private static Trace trace(ConsumerRecord<String, Doorbell> message) {
    Header header = message.headers().lastHeader(TraceParent.HEADER);
    String parent = header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    return Trace.of(parent, UUID.fromString(message.value().getDeliveryId()));
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends calls under way; doorbells not answered are read again at the next start. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(2 * STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
