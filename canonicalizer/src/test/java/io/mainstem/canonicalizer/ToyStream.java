package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.replay.CanonicalContent;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.canonicalizer.topology.CanonicalizerTopology;
import io.mainstem.canonicalizer.topology.RuleWatch;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.InMemorySchemaIds;
import io.mainstem.runtime.streams.StreamsOptions;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Decision;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology on the toy business, in Kafka's test driver; what it wrote, read as records. */
public final class ToyStream implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final AvroSerdes SERDES = new AvroSerdes(new InMemorySchemaIds());

  private final Topology topology;
  private final TopologyTestDriver driver;
  private final Map<String, TestInputTopic<byte[], byte[]>> sources = new HashMap<>();
  private final TestInputTopic<String, byte[]> decisions;
  private final Map<String, List<TestRecord<String, byte[]>>> written = new HashMap<>();
  private final Map<String, Integer> brakes = new TreeMap<>();
  private final Set<String> busy = new TreeSet<>();

  public ToyStream() {
    this(Toy.ALONE.rules());
  }

  /** The same with other rules than the toy's. */
  public ToyStream(Rules rules) {
    Properties properties =
        new StreamsOptions("toy", "unused:9092", temporary(), "0", 1, 16).properties();
    topology =
        new CanonicalizerTopology(
                rules, SERDES, InstantSource.fixed(NOW), (connection, kind, code) -> {}, watch(), 3)
            .build(properties);
    driver = new TopologyTestDriver(topology, properties);
    decisions =
        driver.createInputTopic(
            TopicCatalogue.DECISIONS, new StringSerializer(), new ByteArraySerializer());
    for (String connection : rules.connections()) {
      sources.put(
          TopicCatalogue.source(connection),
          driver.createInputTopic(
              TopicCatalogue.source(connection),
              new ByteArraySerializer(),
              new ByteArraySerializer()));
    }
  }

  /** Stops, as by a crash right after a commit, and starts with these rules on what was kept. */
  public ToyStream restarted(Rules rules) {
    ToyStream next = new ToyStream(rules);
    driver.getAllStateStores().keySet().forEach(name -> copy(name, next));
    Set<String> topics = new TreeSet<>(written.keySet());
    topics.addAll(driver.producedTopicNames());
    topics.forEach(topic -> next.written.put(topic, read(topic)));
    close();
    return next;
  }

  private void copy(String store, ToyStream next) {
    KeyValueStore<Object, Object> to = next.driver.getKeyValueStore(store);
    KeyValueStore<Object, Object> from = driver.getKeyValueStore(store);
    if (!store.startsWith("weigh-")) { // those have no changelog
      try (KeyValueIterator<Object, Object> all = from.all()) {
        all.forEachRemaining(each -> to.put(each.key, each.value));
      }
    }
  }

  private RuleWatch watch() {
    return new RuleWatch() {
      @Override
      public void holds(String entity) {
        busy.remove(entity);
        brakes.remove(entity);
      }

      @Override
      public void comesUnder(String entity) {
        busy.add(entity);
      }

      @Override
      public void braked(String entity, int mergeAtMost) {
        busy.remove(entity);
        brakes.put(entity, mergeAtMost);
      }
    };
  }

  /** Lets as many slices be done of what is to be done without events. */
  public void tick(int times) {
    for (int i = 0; i < times; i++) {
      advance(Duration.ofSeconds(1));
    }
  }

  /** Until all records are under the rules, or those are braked. */
  public void rest() {
    tick(1);
    while (!busy.isEmpty()) {
      tick(1);
    }
  }

  public boolean isBusy() {
    return !busy.isEmpty();
  }

  /** Entities whose rules are not followed, with the limit they would pass. */
  public Map<String, Integer> brakes() {
    return brakes;
  }

  /** What the resolve stage keeps of masters. */
  public List<SourceRecord> stored() {
    List<SourceRecord> stored = new ArrayList<>();
    KeyValueStore<String, SourceRecord> store = driver.getKeyValueStore("resolve-records");
    try (KeyValueIterator<String, SourceRecord> all = store.all()) {
      all.forEachRemaining(each -> stored.add(each.value));
    }
    return stored;
  }

  public List<AuditEntry> audit() {
    return values(TopicCatalogue.AUDIT, AuditEntry.class);
  }

  public static byte[] encode(String topic, SpecificRecord value) {
    return SERDES.serializer(SpecificRecord.class).serialize(topic, value);
  }

  public static SourceEvent decode(String topic, byte[] value) {
    return SERDES.deserializer(SourceEvent.class).deserialize(topic, value);
  }

  public String describe() {
    return topology.describe().toString();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("toy-stream");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a person decided, under the key of the decision. */
  public void decide(String key, Decision decision) {
    decisions.pipeInput(key, encode(TopicCatalogue.DECISIONS, decision));
  }

  /** Lets time go by, so that what is left for later is done. */
  public void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  public List<Suggestion> suggestions() {
    return values(TopicCatalogue.SUGGESTIONS, Suggestion.class);
  }

  public void send(SourceEvent event) {
    send(event, new RecordHeaders());
  }

  public void send(SourceEvent event, Headers headers) {
    String topic = TopicCatalogue.source(event.getConnection());
    String key = event.getObject() + "|" + event.getSourceId();
    in(sources, topic)
        .pipeInput(
            new TestRecord<>(
                key.getBytes(StandardCharsets.UTF_8), encode(topic, event), headers, NOW));
  }

  public void sendRaw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    in(sources, topic).pipeInput(new TestRecord<>(key, value, NOW));
  }

  public List<Outcome> outcomes() {
    return values(TopicCatalogue.LEDGER, Outcome.class);
  }

  public List<DeadLetter> deadLetters() {
    return values(TopicCatalogue.QUARANTINE, DeadLetter.class);
  }

  public List<Change> changes(EntityType entity) {
    return values(entity.changesTopic(), Change.class);
  }

  public <T extends SpecificRecord> Map<String, T> newest(EntityType entity, Class<T> type) {
    Map<String, T> newest = new TreeMap<>();
    read(entity.canonicalTopic())
        .forEach(
            each ->
                newest.put(
                    each.key(),
                    SERDES.deserializer(type).deserialize(entity.canonicalTopic(), each.value())));
    return newest;
  }

  public Map<String, Link> links() {
    Map<String, Link> links = new TreeMap<>();
    read(TopicCatalogue.LINKS)
        .forEach(
            each ->
                links.put(
                    each.key(),
                    SERDES
                        .deserializer(Link.class)
                        .deserialize(TopicCatalogue.LINKS, each.value())));
    return links;
  }

  public List<Headers> headers(String topic) {
    return read(topic).stream().map(TestRecord::headers).toList();
  }

  public CanonicalContent content() {
    Map<String, SpecificRecord> newest = new TreeMap<>();
    for (EntityType entity : Entities.all()) {
      newest.putAll(newest(entity, entity.type()));
    }
    Map<String, String> links = new TreeMap<>();
    links().forEach((key, link) -> links.put(key, link.getCanonicalId()));
    return CanonicalContent.of(newest, links);
  }

  public double droppedRecords() {
    return droppedRecords(driver);
  }

  /** The value that must be there. */
  public static <T> T in(Map<String, T> values, String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  /** Sum over all tasks of what Streams dropped without a word. */
  static double droppedRecords(TopologyTestDriver driver) {
    return driver.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("dropped-records-total"))
        .mapToDouble(metric -> (Double) metric.metricValue())
        .sum();
  }

  @Override
  public void close() {
    driver.close();
  }

  private <T extends SpecificRecord> List<T> values(String topic, Class<T> type) {
    return read(topic).stream()
        .map(each -> SERDES.deserializer(type).deserialize(topic, each.value()))
        .toList();
  }

  private List<TestRecord<String, byte[]>> read(String topic) {
    List<TestRecord<String, byte[]>> all =
        written.computeIfAbsent(topic, unseen -> new ArrayList<>());
    if (driver.producedTopicNames().contains(topic)) {
      all.addAll(
          driver
              .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList());
    }
    return all;
  }
}
