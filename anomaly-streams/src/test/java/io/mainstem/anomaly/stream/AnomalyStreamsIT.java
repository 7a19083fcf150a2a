package io.mainstem.anomaly.stream;

import static io.mainstem.anomaly.stream.Samples.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.runtime.kafka.TopicInstaller;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.streams.StreamsApp;
import io.mainstem.runtime.streams.StreamsOptions;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.ShiftStatus;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three partitions, a repartition in between, exactly once, and restarts with and without state.
 */
class AnomalyStreamsIT {
  private static final String SITE = Samples.siteAlias("rota", "1");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  @TempDir private Path folder;
  private final TestBackbone backbone = TestBackbone.shared();
  private final KafkaClients kafka = new KafkaClients(backbone.bootstrapServers());
  private final HealthRegistry health = new HealthRegistry(InstantSource.system());

  @Test
  void shouldGiveOneEpisodeThroughRestartsAndCorrections() throws Exception {
    RegistryClient registry = new RegistryClient(backbone.registry());
    TopicInstaller.forOneBroker(kafka, registry).install(List.of());
    AvroSerdes serdes =
        new AvroSerdes(new RegistrySchemaIds(registry, folder, health.component("registry")));

    try (var producer = kafka.producer("canonical", serdes.serializer(SpecificRecord.class))) {
      send(producer, "canonical.site.v1", SITE, Samples.site(SITE, "Site B"));
      for (int day = 0; day < 7; day++) {
        String id = "tgt_" + day;
        send(
            producer,
            "canonical.target.v1",
            id,
            Samples.budget(id, SITE, MONDAY.plusDays(day), "1000"));
      }
      for (int n = 0; n < 10; n++) {
        shift(producer, "shf_a" + n, MONDAY, "118");
        shift(producer, "shf_b" + n, TUESDAY, "118");
      }
      Insight open;
      try (Lifecycle running = run(serdes, folder.resolve("first"))) {
        open = await(serdes, i -> i.getSentence().contains("18% above")).getLast();
        assertThat(running.hasFailed()).isFalse();
      }
      assertThat(open.getState()).isEqualTo(InsightState.OPEN);
      assertThat(open.getSentence())
          .isEqualTo("Labour costs at Site B are 18% above target this week.");

      // Late news while it is down; it comes back on an empty disk, as on another machine.
      for (int n = 0; n < 10; n++) {
        shift(producer, "shf_b" + n, TUESDAY, "80");
      }
      try (Lifecycle running = run(serdes, folder.resolve("second"))) {
        List<Insight> all = await(serdes, i -> i.getState() == InsightState.RESOLVED);
        assertThat(running.hasFailed()).isFalse();
        assertThat(all).extracting(Insight::getId).containsOnly(open.getId());
        assertThat(all.stream().map(Insight::getVersion).toList()).isEqualTo(versions(all.size()));
        assertThat(all.getLast().getSentence())
            .isEqualTo("Labour costs at Site B are back within 5% of target this week.");
      }
    }
  }

  private static List<Long> versions(int count) {
    List<Long> versions = new ArrayList<>();
    for (long version = 1; version <= count; version++) {
      versions.add(version);
    }
    return versions;
  }

  private Lifecycle run(AvroSerdes serdes, Path state) {
    Lifecycle lifecycle = new Lifecycle();
    StreamsOptions options =
        new StreamsOptions("anomaly-streams-it", backbone.bootstrapServers(), state, "0", 1, 16);
    AnomalyTopology topology =
        new AnomalyTopology(
            Samples.metrics(),
            "GBP",
            Samples.USUAL,
            serdes,
            (subject, reason) -> lifecycle.fail(reason, new AssertionError(subject)));
    StreamsApp app =
        StreamsApp.start(
            topology.build(options.properties()),
            options,
            health,
            new SimpleMeterRegistry(),
            lifecycle);
    lifecycle.manage("dropped records", () -> assertThat(app.droppedRecords()).isZero());
    return lifecycle;
  }

  private List<Insight> await(AvroSerdes serdes, Predicate<Insight> enough) {
    return Topics.readUntil(
            backbone.bootstrapServers(),
            TopicCatalogue.INSIGHTS,
            all -> all.stream().anyMatch(record -> enough.test(record.value())),
            new StringDeserializer(),
            serdes.deserializer(Insight.class))
        .stream()
        .map(record -> record.value())
        .toList();
  }

  private static void shift(
      KafkaProducer<String, SpecificRecord> producer, String id, LocalDate day, String cost)
      throws Exception {
    send(
        producer,
        "canonical.shift.v1",
        id,
        Samples.shift(id, SITE, day, ShiftStatus.COMPLETED, "100", cost));
  }

  private static void send(
      KafkaProducer<String, SpecificRecord> producer,
      String topic,
      String key,
      SpecificRecord value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }
}
