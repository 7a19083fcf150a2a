package io.mainstem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SharedBackboneIT {
  private final TestBackbone backbone = TestBackbone.shared();

  @Test
  void shouldReadOnlyWhatWasCommitted() throws Exception {
    backbone.createTopics("committed");
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            backbone.bootstrapServers(),
            "acks",
            "all",
            "transactional.id",
            "writer");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("committed", "a", "aborted")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("committed", "a", "kept")).get();
      producer.commitTransaction();
    }

    assertThat(
            Topics.readAtLeast(
                backbone.bootstrapServers(),
                "committed",
                1,
                new StringDeserializer(),
                new StringDeserializer()))
        .extracting(record -> record.value())
        .containsExactly("kept");
  }

  @Test
  void shouldRefuseAnIncompatibleSchema() throws Exception {
    assertThat(register("{\"type\":\"record\",\"name\":\"Bin\",\"fields\":[]}")).isEqualTo(200);
    String incompatible =
        "{\"type\":\"record\",\"name\":\"Bin\",\"fields\":[{\"name\":\"size\",\"type\":\"int\"}]}";

    assertThat(register(incompatible)).isEqualTo(409);
  }

  @Test
  void shouldGiveEachAskerADatabaseOfItsOwnThatStreamsChanges() {
    TestDatabase one = backbone.newDatabase();
    TestDatabase other = backbone.newDatabase();
    one.execute("create table site (name text primary key)");

    assertThat(other.value("select count(*) from pg_tables where tablename = 'site'"))
        .isEqualTo("0");
    assertThat(one.value("show wal_level")).isEqualTo("logical");
  }

  @Test
  void shouldDisturbAndHealAConnection() throws Exception {
    TestDatabase database = backbone.newDatabase();
    URI address = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    try (FaultProxy proxy = FaultProxy.to(address.getHost(), address.getPort())) {
      String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + address.getPath();
      TestDatabase disturbed =
          new TestDatabase(database.name(), url, database.user(), database.password());
      assertThat(disturbed.value("select 1")).isEqualTo("1");
      proxy.refuse();
      assertThatThrownBy(() -> disturbed.value("select 1"))
          .isInstanceOf(IllegalStateException.class);
      proxy.heal();
      assertThat(disturbed.value("select 1")).isEqualTo("1");
    }
  }

  private int register(String schema) throws Exception {
    String body = "{\"schemaType\":\"AVRO\",\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    URI subject = backbone.registry().resolve("/apis/ccompat/v7/subjects/bin-value/versions");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(subject)
                  .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString())
          .statusCode();
    }
  }
}
