package io.mainstem.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.IncompatibleSchemaException;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicInstallerIT {
  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final KafkaClients KAFKA = new KafkaClients(BACKBONE.bootstrapServers());
  private static final RegistryClient REGISTRY = new RegistryClient(BACKBONE.registry());

  @TempDir Path state;

  @BeforeAll
  static void install() {
    TopicInstaller installer = TopicInstaller.forOneBroker(KAFKA, REGISTRY);
    installer.install(Set.of("crm"));
    installer.install(Set.of("crm", "pos"));
  }

  @Test
  void shouldMakeTheCatalogueTrueOnTheBroker() throws Exception {
    List<Topic> topics = TopicCatalogue.with(List.of("crm", "pos"));
    try (Admin admin = KAFKA.admin("test")) {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(topics.stream().map(Topic::name).toList())
              .allTopicNames()
              .get(30, TimeUnit.SECONDS);
      ConfigResource links = new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.LINKS);

      assertThat(found.values()).allMatch(topic -> topic.partitions().size() == 3);
      assertThat(admin.describeConfigs(List.of(links)).all().get(30, TimeUnit.SECONDS))
          .hasEntrySatisfying(
              links,
              config -> assertThat(config.get("cleanup.policy").value()).isEqualTo("compact"));
    }
  }

  @Test
  void shouldHoldCanonicalSchemasToTheirRule() {
    Schema broken =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Deal","namespace":"io.mainstem.schemas.canonical",
                 "fields":[{"name":"id","type":"string"},{"name":"surprise","type":"string"}]}
                """);

    assertThatThrownBy(() -> REGISTRY.register("canonical.deal.v1-value", broken))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void shouldBeReadableByAStockConfluentClient() throws Exception {
    RegistrySchemaIds ids =
        new RegistrySchemaIds(
            REGISTRY, state, new HealthRegistry(() -> Instant.EPOCH).component("registry"));
    try (KafkaProducer<String, Doorbell> producer =
        KAFKA.producer("test", new AvroSerdes(ids).serializer(Doorbell.class))) {
      producer
          .send(new ProducerRecord<>(TopicCatalogue.DOORBELLS, "crm|deal|7", doorbell()))
          .get(30, TimeUnit.SECONDS);
    }

    byte[] bytes =
        Topics.readAtLeast(
                BACKBONE.bootstrapServers(),
                TopicCatalogue.DOORBELLS,
                1,
                new StringDeserializer(),
                new ByteArrayDeserializer())
            .getFirst()
            .value();

    assertThat(decodeAsAnybodyWould(bytes).get("sourceId")).hasToString("7");
  }

  @Test
  void shouldRefuseAnIdTheRegistryDoesNotHave() {
    RegistrySchemaIds ids =
        new RegistrySchemaIds(
            REGISTRY, state, new HealthRegistry(() -> Instant.EPOCH).component("registry"));

    assertThatThrownBy(() -> ids.schemaOf(987_654))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> assertThat(e.code()).isEqualTo(UnreadableRecordException.Code.UNKNOWN_SCHEMA));
  }

  private static GenericRecord decodeAsAnybodyWould(byte[] bytes) throws Exception {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    assertThat(frame.get()).isZero();
    URI uri = BACKBONE.registry().resolve("/apis/ccompat/v7/schemas/ids/" + frame.getInt());
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      JsonNode json = new ObjectMapper().readTree(answer);
      Schema schema = new Schema.Parser().parse(json.get("schema").asText());
      return new GenericDatumReader<GenericRecord>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }
  }

  private static Doorbell doorbell() {
    return Doorbell.newBuilder()
        .setConnection("crm")
        .setTool("hubspot")
        .setObject("deal")
        .setSourceId("7")
        .setReceivedAt(Instant.parse("2026-03-02T10:00:00Z"))
        .setDeliveryId("d-1")
        .build();
  }
}
