package io.mainstem.sink.reporting;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.trace.Spans;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The lanes that keep the reporting store, each a consumer and a thread of its own. */
public final class Reporting implements AutoCloseable {
  /** So that a crashed consumer's partitions are taken over soon. */
  static final int SESSION_TIMEOUT_MILLIS = 10_000;

  /** Bounds what a lane holds in memory. */
  static final int FETCH_MAX_BYTES = 8 * 1024 * 1024;

  static final int MAX_BATCH_RECORDS = 1_000;

  /** New topics are noticed this soon. */
  static final int METADATA_MAX_AGE_MILLIS = 5_000;

  private static final Duration STOP_TIME = Duration.ofSeconds(10);

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** What every lane is made of. */
  public record Parts(
      KafkaClients kafka,
      AvroSerdes serdes,
      DataSource database,
      HealthRegistry health,
      MeterRegistry metrics,
      InstantSource clock,
      Spans spans) {}

  private Reporting() {}

  /**
   * Starts all lanes; the store must have its tables.
   *
   * @param connections names of the workspace's connections
   * @param failed told when a lane ends by itself, which it should not
   */
  public static Reporting start(
      Parts parts, Collection<String> connections, Consumer<Throwable> failed) {
    Reporting reporting = new Reporting();
    Projections projections = new Projections();
    topics(connections)
        .forEach(
            (lane, topics) ->
                reporting.start(parts, "reporting-" + lane, topics, projections::of, failed));
    return reporting;
  }

  /**
   * Starts one more lane, with projections of its own.
   *
   * @param consumer its name, under which its positions are stored
   */
  public static Reporting start(
      Parts parts, String consumer, Map<String, Projection> byTopic, Consumer<Throwable> failed) {
    Reporting reporting = new Reporting();
    List<Topic> topics = byTopic.keySet().stream().sorted().map(Reporting::known).toList();
    reporting.start(
        parts, consumer, topics, topic -> Objects.requireNonNull(byTopic.get(topic)), failed);
    return reporting;
  }

  /** Which lane reads what: entities are heavy, the ledger is busy, insights must be prompt. */
  static Map<String, List<Topic>> topics(Collection<String> connections) {
    List<Topic> entities = new ArrayList<>();
    List<Topic> ledger = new ArrayList<>();
    connections.stream().sorted().map(TopicCatalogue::sourceTopic).forEach(ledger::add);
    for (EntityType entity : Entities.all()) {
      entities.add(known(entity.canonicalTopic()));
      ledger.add(known(entity.changesTopic()));
    }
    entities.add(known(TopicCatalogue.LINKS));
    ledger.add(known(TopicCatalogue.DOORBELLS));
    ledger.add(known(TopicCatalogue.LEDGER));
    ledger.add(known(TopicCatalogue.QUARANTINE));
    List<Topic> insights =
        List.of(
            known(TopicCatalogue.SUGGESTIONS),
            known(TopicCatalogue.DECISIONS),
            known(TopicCatalogue.METRICS),
            known(TopicCatalogue.INSIGHTS),
            known(TopicCatalogue.ACTIONS),
            known(TopicCatalogue.AUDIT));
    return Map.of("entities", entities, "ledger", ledger, "insights", insights);
  }

  private static Topic known(String name) {
    return TopicCatalogue.find(name).orElseThrow();
  }

  private void start(
      Parts parts,
      String name,
      List<Topic> topics,
      Function<String, Projection> projections,
      Consumer<Throwable> failed) {
    Lane lane =
        new Lane(
            name,
            topics.stream().map(Topic::name).toList(),
            parts
                .kafka()
                .consumer(
                    name,
                    name,
                    new ByteArrayDeserializer(),
                    Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        METADATA_MAX_AGE_MILLIS,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_TIMEOUT_MILLIS)),
            new Decoder(parts.serdes(), topics),
            new ReportingStore(
                parts.database(), new PositionStore(name), projections, new Poison(parts.clock())),
            parts.health().component(name),
            new LaneMeters(parts.metrics(), name),
            new StageSpans(parts.spans()));
    lanes.add(lane);
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .uncaughtExceptionHandler((_, failure) -> failed.accept(failure))
            .start(lane));
  }

  /** Whether the insights, actions and audit that were there at the start have been written. */
  public boolean actionsCaughtUp() {
    return caughtUp(TopicCatalogue.ACTIONS);
  }

  /** Whether the receipts and outcomes that were there at the start have been written. */
  public boolean ledgerCaughtUp() {
    return caughtUp(TopicCatalogue.LEDGER);
  }

  private boolean caughtUp(String topic) {
    return lanes.stream().filter(lane -> lane.reads(topic)).allMatch(Lane::caughtUp);
  }

  @Override
  public void close() {
    lanes.forEach(Lane::stop);
    for (Thread thread : threads) {
      try {
        thread.join(STOP_TIME);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
