package io.mainstem.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneIT {
  @TempDir Path data;

  @Test
  void shouldServeAndKeepEverythingAcrossARestart() throws Exception {
    Ports ports = Ports.free();
    List<ProcessHandle> processes;
    try (Backbone backbone = Backbone.start(Programs.find(), data, ports, Progress.SILENT)) {
      write(backbone);
      processes = backbone.children().stream().map(it -> handle(it.pid())).toList();
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);

    try (Backbone backbone = Backbone.start(Programs.find(), data, ports, Progress.SILENT)) {
      assertThat(read(backbone)).isEqualTo("order|1=first");
      assertThat(backbone.registry().address()).isEqualTo(registryOn(ports));
      assertThat(
              get(backbone, "/apis/registry/v3/groups/default/artifacts/order/versions/1/content"))
          .contains("Order");
      assertThat(query(backbone, "select name from site")).isEqualTo("Harbour");
      assertThat(query(backbone, "show wal_level")).isEqualTo("logical");
    }
  }

  @Test
  void shouldStartOnTheDataOfAServerThatWasKilled() throws Exception {
    Ports ports = Ports.free();
    Postgres killed = Backbone.startPostgres(Programs.find(), data, ports);
    execute(killed, "create table site (name text)");
    execute(killed, "insert into site values ('Harbour')");
    killed.kill();
    await().until(() -> !killed.child().isAlive());
    killed.close();

    try (Postgres again = Backbone.startPostgres(Programs.find(), data, ports)) {
      assertThat(query(again, "select name from site")).isEqualTo("Harbour");
    }
  }

  @Test
  void shouldTakeChildrenAlongWhenTheParentIsKilled() throws Exception {
    Ports ports = Ports.free();
    String classPath = System.getProperty("java.class.path");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                classPath,
                "-Dmainstem.root=" + System.getProperty("mainstem.root"),
                LonelyParent.class.getName(),
                data.toString(),
                Integer.toString(ports.postgres()),
                Integer.toString(ports.broker()),
                Integer.toString(ports.controller()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String started =
        new String(
            parent.getInputStream().readNBytes(6), java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(started).isEqualTo("ready\n");

    parent.destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> PortCheck.isFree(ports.postgres()) && PortCheck.isFree(ports.broker()));
  }

  @Test
  void shouldNameTheTakenPortAndItsHolder() throws Exception {
    Ports ports = Ports.free();
    try (ServerSocket taken = new ServerSocket(ports.registry())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> Backbone.start(Programs.find(), data, ports, Progress.SILENT))
          .isInstanceOf(BackboneException.class)
          .hasMessageContaining("port %d (registry)".formatted(ports.registry()))
          .hasMessageContaining("process %d".formatted(ProcessHandle.current().pid()));
    }
  }

  private static void write(Backbone backbone) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", backbone.broker().bootstrapServers(), "acks", "all");
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic("orders", 3, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("orders", 0, "order|1", "first")).get();
    }
    String artifact =
        """
        {"artifactId":"order","artifactType":"AVRO","firstVersion":{"content":{"contentType":"application/json",
        "content":"{\\"type\\":\\"record\\",\\"name\\":\\"Order\\",\\"fields\\":[]}"}}}\
        """;
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(
                          backbone
                              .registry()
                              .address()
                              .resolve("/apis/registry/v3/groups/default/artifacts"))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(artifact))
                      .build(),
                  BodyHandlers.ofString())
              .statusCode();
      assertThat(status).isEqualTo(200);
    }
    execute(backbone.postgres(), "create table site (name text)");
    execute(backbone.postgres(), "insert into site values ('Harbour')");
    assertThat(
            query(
                backbone.postgres(),
                "select slot_name from pg_create_logical_replication_slot('rota', 'pgoutput')"))
        .isEqualTo("rota");
  }

  private static String read(Backbone backbone) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", backbone.broker().bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition("orders", 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(10));
      var record = records.iterator().next();
      return record.key() + "=" + record.value();
    }
  }

  private static String get(Backbone backbone, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(backbone.registry().address().resolve(path)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static String query(Backbone backbone, String sql) throws Exception {
    return query(backbone.postgres(), sql);
  }

  private static String query(Postgres postgres, String sql) throws Exception {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(Postgres postgres, String sql) throws Exception {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Postgres postgres) throws Exception {
    return DriverManager.getConnection(
        postgres.jdbcUrl(Postgres.DATABASE), postgres.user(), postgres.password());
  }

  private static ProcessHandle handle(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static URI registryOn(Ports ports) {
    return URI.create("http://127.0.0.1:" + ports.registry());
  }
}
