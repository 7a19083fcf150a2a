package io.mainstem.sink.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.InMemorySchemaIds;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.trace.Span;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The store's surroundings for a test: all topics, a database with its tables, a producer. */
public final class Bench implements AutoCloseable {
  private static final AvroSerdes SERDES = new AvroSerdes(new InMemorySchemaIds());

  private final TestDatabase database = TestBackbone.shared().newDatabase();
  private final HealthRegistry health = new HealthRegistry(InstantSource.system());
  private final KafkaClients kafka = new KafkaClients(TestBackbone.shared().bootstrapServers());
  private final KafkaProducer<String, byte[]> producer =
      kafka.producer("test", new ByteArraySerializer());
  private final Queue<Future<RecordMetadata>> sent = new ConcurrentLinkedQueue<>();
  private final List<Runnable> stoppers = new ArrayList<>();
  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

  public Bench(String... connections) throws Exception {
    createTopics(connections);
    try (HikariDataSource pool = pool(database.jdbcUrl())) {
      Store.migrate(pool, health.component("tables"));
    }
  }

  public TestDatabase database() {
    return database;
  }

  /** Told so far. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  public HealthRegistry health() {
    return health;
  }

  public KafkaClients kafka() {
    return kafka;
  }

  public AvroSerdes serdes() {
    return SERDES;
  }

  /** Everything a lane is made of, reaching the database by this address. */
  public Reporting.Parts parts(String jdbcUrl) {
    HikariDataSource pool = pool(jdbcUrl);
    stoppers.add(pool::close);
    return new Reporting.Parts(
        kafka, SERDES, pool, health, new SimpleMeterRegistry(), InstantSource.system(), spans::add);
  }

  /** All lanes of the reporting store. */
  public Reporting start(String jdbcUrl, String... connections) {
    Reporting reporting =
        Reporting.start(
            parts(jdbcUrl),
            List.of(connections),
            failure -> {
              throw new AssertionError(failure);
            });
    stoppers.addFirst(reporting::close);
    return reporting;
  }

  public void send(String topic, String key, @Nullable SpecificRecord value) {
    byte[] bytes = value == null ? null : framed(topic, value);
    sendBytes(topic, key, bytes);
  }

  /** As part of a W3C trace. */
  public void send(String topic, String key, SpecificRecord value, String traceParent) {
    ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, framed(topic, value));
    message.headers().add("traceparent", traceParent.getBytes(StandardCharsets.UTF_8));
    sent.add(producer.send(message));
  }

  public void sendBytes(String topic, String key, byte @Nullable [] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  public void flush() {
    producer.flush();
    assertThat(sent).allMatch(record -> record.state() == Future.State.SUCCESS);
    sent.clear();
  }

  @SuppressWarnings("unchecked")
  public static byte[] framed(String topic, SpecificRecord value) {
    try (Serializer<SpecificRecord> serializer =
        SERDES.serializer((Class<SpecificRecord>) value.getClass())) {
      return serializer.serialize(topic, value);
    }
  }

  private HikariDataSource pool(String jdbcUrl) {
    return Store.open(jdbcUrl, database.user(), new Secret(database.password()));
  }

  private void createTopics(String... connections) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      Set<String> there = admin.listTopics().names().get();
      List<NewTopic> missing =
          TopicCatalogue.with(List.of(connections)).stream()
              .filter(topic -> !there.contains(topic.name()))
              .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
              .toList();
      admin.createTopics(missing).all().get();
    }
  }

  @Override
  public void close() {
    stoppers.forEach(Runnable::run);
    producer.close();
  }
}
