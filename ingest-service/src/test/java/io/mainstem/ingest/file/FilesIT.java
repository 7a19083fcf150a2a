package io.mainstem.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.ingest.event.DeliveryIds;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.runtime.http.HttpServer;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Via;
import io.mainstem.testkit.Await;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesIT {
  private static final String TOOL =
      """
      tool: warehouse
      files:
        "stock-*.csv": {object: stock, key: [sku, site], absent: delete}
      objects:
        stock:
          id: id
          shape: {sku: text!, site: text!, level: decimal!}
          fragments: []
      """;

  @TempDir Path folder;

  private final TestBackbone backbone = TestBackbone.shared();
  private final Map<String, byte[]> remembered = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Producer<String, SpecificRecord> producer =
      new KafkaClients(backbone.bootstrapServers())
          .producer(
              "files", TestSerdes.SHARED.serializer(SpecificRecord.class), Publisher.SETTINGS);
  private String name = "";

  /** What each test starts with. */
  private record Rig(Workspace workspace, Connection connection, FileIntake intake) {
    Path drop() {
      return Objects.requireNonNull(Objects.requireNonNull(connection.files()).folder());
    }
  }

  private Rig rig(String test) throws Exception {
    name = "files-" + test;
    backbone.createTopics("source." + name);
    write("workspace.yaml", "name: w\ncurrency: GBP\ncountry: GB\ntimezone: Europe/London\n");
    write("tools/warehouse.yaml", TOOL);
    write(
        "connections/" + name + ".yaml",
        "tool: warehouse\nfiles: {folder: drop, settle: 300ms}\nsecrets: {upload: hush}\n");
    Workspace workspace = Workspace.load(folder, _ -> null);
    Connection connection = Objects.requireNonNull(workspace.connections().get(name));
    return new Rig(
        workspace,
        connection,
        new FileIntake(
            connection,
            new Memory(remembered),
            new Publisher(producer),
            InstantSource.system(),
            new DeliveryIds(InstantSource.system(), new Random(3)),
            new SimpleMeterRegistry()));
  }

  @AfterEach
  void stop() {
    producer.close();
    http.close();
  }

  private record Memory(Map<String, byte[]> entries) implements FileMemory {
    @Override
    public Optional<byte[]> recall(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    @Override
    public void remember(String name, byte[] value) {
      entries.put(name, value);
    }
  }

  @Test
  void shouldTakeAFolderFileOnceItStoppedGrowingAndPutItAway() throws Exception {
    Rig rig = rig("folder");
    Path drop = rig.drop();
    try (FolderWatch watch =
        new FolderWatch(
            drop,
            Objects.requireNonNull(rig.connection().files()),
            rig.intake(),
            InstantSource.system())) {
      watch.start();
      Files.createDirectories(drop);
      Path growing = drop.resolve("stock-1.csv");
      Files.writeString(growing, "sku,site,level\nA,L,1\nB,");
      Files.writeString(growing, "sku,site,level\nA,L,1\nB,L,2.50\nC,L\n");
      Files.writeString(drop.resolve("stock-2.csv.part"), "sku,site,level\nZ,L,1\n");
      Files.writeString(drop.resolve("stock-3.csv"), "a,b\n1,2\n");

      List<SourceEvent> events = stored(3);
      Await.until("put away", () -> Files.exists(drop.resolve("done/stock-1.csv")));
      Await.until("refused", () -> Files.exists(drop.resolve("refused/stock-3.csv")));

      assertThat(events).extracting(SourceEvent::getVia).containsOnly(Via.FILE);
      assertThat(ids(events)).contains("A,L", "B,L").hasSize(3);
      assertThat(events)
          .extracting(FilesIT::text)
          .anyMatch(text -> text.contains("\"level\":2.50"));
      assertThat(Files.readString(drop.resolve("done/stock-1.csv.receipt.json")))
          .contains("\"accepted\" : 2", "\"quarantined\" : 1", "\"line\" : 4");
      assertThat(Files.readString(drop.resolve("refused/stock-3.csv.receipt.json")))
          .contains("sku, site");
      assertThat(drop.resolve("stock-2.csv.part")).exists();
    }
  }

  @Test
  void shouldChangeNothingWhenTheSameFileComesTwice() throws Exception {
    Rig rig = rig("twice");
    String rows = "sku,site,level\nA,L,1\nB,L,2\n";

    Receipt first = take(rig, "stock-1.csv", rows);
    Receipt second = take(rig, "stock-again.csv", rows);

    assertThat(first.accepted()).isEqualTo(2);
    assertThat(second.repeated()).isTrue();
    assertThat(stored(2)).hasSize(2);
  }

  @Test
  void shouldSayWhyARowIsInQuarantine() throws Exception {
    Rig rig = rig("why");
    take(rig, "stock-1.csv", "sku,site,level\nA,L\n");

    SourceEvent kept = stored(1).getFirst();
    MapResult result =
        Mapper.of(rig.workspace(), rig.connection()).map(kept.getObject(), Bytes.utf8(text(kept)));

    assertThat(kept.getObject()).isEqualTo("_delivery");
    assertThat(((MapResult.Unfit) result).cause())
        .isEqualTo("stock-1.csv, line 2: The row has 2 cells, but the header has 3.");
    take(rig, "stock-2.csv", "sku,site,level\n\nA,L\n");
    assertThat(stored(2)).extracting(SourceEvent::getEventId).containsOnly(kept.getEventId());
  }

  @Test
  void shouldDeleteWhatACompleteFileNoLongerHasButNeverTooMuch() throws Exception {
    Rig rig = rig("absent");
    take(rig, "stock-1.csv", stock(1, 10));
    Receipt nine = take(rig, "stock-2.csv", stock(1, 9));
    Receipt three = take(rig, "stock-3.csv", stock(1, 3));
    Receipt broken = take(rig, "stock-4.csv", stock(1, 8) + "9,L\n");
    Receipt eight = take(rig, "stock-5.csv", stock(1, 8));

    assertThat(nine.deleted()).isEqualTo(1);
    assertThat(three.deleted()).isZero();
    assertThat(three.notes()).singleElement().asString().contains("6 of 9", "20 %");
    assertThat(broken.deleted()).isZero();
    assertThat(broken.notes()).singleElement().asString().contains("could not be told apart");
    assertThat(eight.deleted()).isEqualTo(1);
    assertThat(
            stored(10 + 9 + 1 + 3 + 8 + 1 + 8 + 1).stream()
                .filter(event -> event.getOperation() == Operation.DELETE)
                .map(SourceEvent::getSourceId))
        .containsExactlyInAnyOrder("10,L", "9,L");
  }

  @Test
  void shouldAnswerAnUploadWithItsReceipt() throws Exception {
    Rig rig = rig("upload");
    UploadHandler handler =
        new UploadHandler(
            Map.of(name, FileDoor.of(rig.connection(), rig.intake())),
            folder.resolve("spool"),
            InstantSource.system());
    try (HttpServer server =
        HttpServer.start(HttpServer.Options.asynchronous("up", "127.0.0.1", 0), handler)) {
      HttpResponse<String> done =
          upload(server, name + "?name=stock-1.csv", "hush", "sku,site,level\nA,L,1\nB,L,x\n");

      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(done.body())
          .contains("\"rows\" : 2", "\"accepted\" : 1", "\"quarantined\" : 1", "level should be");
      assertThat(ids(stored(2))).containsExactlyInAnyOrder("A,L", "B,L");
      assertThat(status(server, name + "?name=stock-1.csv", "wrong")).isEqualTo(401);
      assertThat(status(server, name, "hush")).isEqualTo(400);
      assertThat(status(server, name + "?name=other.csv", "hush")).isEqualTo(422);
      assertThat(status(server, "nobody?name=stock-1.csv", "hush")).isEqualTo(404);
      try (Stream<Path> spool = Files.list(folder.resolve("spool"))) {
        assertThat(spool).isEmpty();
      }
    }
  }

  private int status(HttpServer server, String to, String secret) throws Exception {
    return upload(server, to, secret, "sku,site,level\nA,L,1\n").statusCode();
  }

  private HttpResponse<String> upload(HttpServer server, String to, String secret, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.uri() + "/files/" + to))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + secret)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Receipt take(Rig rig, String file, String content) throws Exception {
    Path path = Files.writeString(folder.resolve(file), content);
    return rig.intake().take(path, file, Files.getLastModifiedTime(path).toInstant());
  }

  private static String stock(int from, int to) {
    List<String> lines = new ArrayList<>(List.of("sku,site,level"));
    IntStream.rangeClosed(from, to).forEach(n -> lines.add(n + ",L,1"));
    return String.join("\n", lines) + "\n";
  }

  private List<SourceEvent> stored(int count) {
    return Topics.readAtLeast(
            backbone.bootstrapServers(),
            "source." + name,
            count,
            new StringDeserializer(),
            TestSerdes.SHARED.deserializer(SourceEvent.class))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  private static List<String> ids(List<SourceEvent> events) {
    return events.stream().map(SourceEvent::getSourceId).toList();
  }

  private static String text(SourceEvent event) {
    return StandardCharsets.UTF_8.decode(event.getPayload().duplicate()).toString();
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
