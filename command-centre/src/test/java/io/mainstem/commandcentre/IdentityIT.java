package io.mainstem.commandcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.DecisionKey;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Decision;
import io.mainstem.schemas.event.DecisionKind;
import io.mainstem.testkit.TestBackbone;
import io.mainstem.testkit.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people decide goes to a real Kafka, or is refused and goes nowhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ODALYS = "crm/contact/1001";
  private static final String FENNER = "cus_aaaaaaaa-aaaa-5aaa-8aaa-aaaaaaaaaaaa";
  private static final String LISLE = "pos|customer|SQCUST3";
  private static final String JSON_TYPE = "application/json";

  @TempDir Path state;

  private final TestDatabase store = SeededStore.create();
  private final RunningCentre centre = RunningCentre.over(store);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterAll
  void close() {
    http.close();
    centre.close();
  }

  @Test
  void shouldListWhatMattersMostWithItsEvidenceAndBothRecords() throws Exception {
    JsonNode one = get("/api/identity/suggestions?entity=person").path("suggestions").path(0);

    assertThat(one.path("left").path("record").path("label").asText())
        .isEqualTo("Odalys Fennimore");
    assertThat(one.path("right").path("record").path("id").asText()).isEqualTo(FENNER);
    assertThat(one.path("money").decimalValue()).isEqualByComparingTo("40");
    assertThat(one.path("expectedMoney").decimalValue()).isEqualByComparingTo("30");
    assertThat(one.path("evidenceFor").path(0).path("words").asText()).isEqualTo("nearly the same");
    assertThat(one.path("evidenceAgainst").path(0).path("bits").asDouble()).isEqualTo(-2.2);
    assertThat(get("/api/identity/suggestions?entity=company").path("suggestions")).isEmpty();
  }

  @Test
  void shouldSendADecisionUnderItsKeyAndRefuseWhatContradictsIt() throws Exception {
    String link = decision("MUST_LINK", List.of(ODALYS, FENNER), "Wilhelmina Ostler", "same voice");
    HttpResponse<String> taken = post(link, Map.of());
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    String id = JSON.readTree(taken.body()).path("id").asText();
    List<String> named = List.of("crm|contact|1001", "pos|customer|SQCUST2");
    assertThat(id).isEqualTo(DecisionKey.of("person", DecisionKind.MUST_LINK, named));
    List<ConsumerRecord<String, Decision>> sent = sent();
    assertThat(sent)
        .filteredOn(record -> id.equals(record.key()))
        .last()
        .satisfies(
            record -> {
              assertThat(record.value().getRecords()).isEqualTo(named);
              assertThat(record.value().getDecidedBy()).isEqualTo("Wilhelmina Ostler");
            });

    // As the sink service writes it.
    store.execute(
        "insert into ops.identity_decision values ('"
            + id
            + "', 'MUST_LINK', 'person', '{crm|contact|1001,pos|customer|SQCUST2}', 'Wilhelmina"
            + " Ostler', 'same voice', now())");
    HttpResponse<String> refused =
        post(decision("MUST_LINK", List.of(ODALYS, LISLE), "Ann Other", "same street"), Map.of());

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    assertThat(JSON.readTree(refused.body()).path("error").asText())
        .contains("Wilhelmina Ostler said on", "mother and daughter", "dec_seed")
        .contains("pos customer SQCUST2 is not the same as pos customer SQCUST3");
    assertThat(JSON.readTree(refused.body()).path("chain").path(0).path("id").asText())
        .isEqualTo("dec_seed");
    assertThat(sent()).hasSameSizeAs(sent);

    JsonNode page = get("/api/identity/decisions");
    assertThat(page.path("decisions").findValuesAsText("id")).contains(id, "dec_seed");
    JsonNode why = get("/api/why?key=" + FENNER).path("why").path(0);
    assertThat(why.path("decisions").findValuesAsText("by")).contains("Wilhelmina Ostler");

    HttpResponse<String> back =
        post(
            "{\"kind\":\"REVOKED\",\"id\":\"" + id + "\",\"by\":\"Ann\",\"reason\":\"wrong\"}",
            Map.of());
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(sent())
        .filteredOn(record -> id.equals(record.key()))
        .last()
        .satisfies(record -> assertThat(record.value().getKind()).isEqualTo(DecisionKind.REVOKED));
    store.execute("delete from ops.identity_decision where decision_id = '" + id + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "400 ! {\"kind\":\"MARRY\"} ! kind: MARRY",
        "400 ! {\"kind\":\"VENDOR_MERGE\"} ! kind: VENDOR_MERGE",
        "400 ! [] ! body: not an object",
        "400 ! {\"kind ! body: not JSON",
        "400 ! {\"colour\":1} ! colour: unknown",
        "400 ! {\"kind\":\"SPLIT\",\"by\":\" \",\"reason\":\"x\"} ! by: empty",
        "400 ! {\"kind\":\"SPLIT\",\"by\":\"x\",\"reason\":\"\"} ! reason: empty",
        "400 ! {\"kind\":\"SPLIT\",\"by\":\"x\",\"reason\":\"x\",\"entity\":\"persn\"} ! person",
        "400 !"
            + " {\"kind\":\"SPLIT\",\"by\":\"x\",\"reason\":\"x\",\"entity\":\"person\",\"records\":[\"pos/customer/SQCUST3\"]}"
            + " ! stands alone",
        "400 !"
            + " {\"kind\":\"MUST_LINK\",\"by\":\"x\",\"reason\":\"x\",\"entity\":\"person\",\"records\":[\"crm/contact/1001\"]}"
            + " ! records: 1",
        "400 !"
            + " {\"kind\":\"MUST_LINK\",\"by\":\"x\",\"reason\":\"x\",\"entity\":\"person\",\"records\":[\"crm/contact/1001\",\"crm|contact|1001\"]}"
            + " ! twice",
        "404 !"
            + " {\"kind\":\"MUST_LINK\",\"by\":\"x\",\"reason\":\"x\",\"entity\":\"person\",\"records\":[\"crm/contact/1001\",\"crm/contact/none\"]}"
            + " ! crm/contact/none",
        "404 ! {\"kind\":\"REVOKED\",\"id\":\"dec_none\",\"by\":\"x\",\"reason\":\"x\"} ! dec_none"
      })
  void shouldSayWhatIsWrong(int status, String body, String words) throws Exception {
    HttpResponse<String> answer = post(body, Map.of());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("error").asText()).contains(words);
  }

  @Test
  void shouldHoldItsLimits() throws Exception {
    assertThat(post(decision("SPLIT", List.of("no/such/one"), "b".repeat(100), "x"), Map.of()))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
    assertThat(post(decision("SPLIT", List.of("no/such/one"), "b".repeat(101), "x"), Map.of()))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(400);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add("no/such/" + i);
    }
    assertThat(post(decision("SPLIT", records, "x", "x"), Map.of()).statusCode()).isEqualTo(404);
    records.add("no/such/one");
    assertThat(post(decision("SPLIT", records, "x", "x"), Map.of()).statusCode()).isEqualTo(400);
    String large = "{\"kind\":\"" + " ".repeat(16 * 1024 - 10) + "\"}";
    assertThat(large).hasSize(16 * 1024 + 1);
    assertThat(post(large, Map.of()).statusCode()).isEqualTo(413);
    assertThat(post(large.replaceFirst(" ", ""), Map.of()).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "415, text/plain, Accept, x",
    "403, application/json, Sec-Fetch-Site, cross-site",
    "403, application/json, Origin, https://elsewhere.example",
    "403, application/x-www-form-urlencoded, Accept, x",
    "400, application/x-www-form-urlencoded, Sec-Fetch-Site, same-origin"
  })
  void shouldNotListenToPagesOfOthers(int status, String type, String header, String value)
      throws Exception {
    assertThat(post("kind=MARRY", Map.of("Content-Type", type, header, value)).statusCode())
        .isEqualTo(status);
  }

  @Test
  void shouldOpenNothingElse() throws Exception {
    for (String path : List.of("/api/identity/suggestions", "/identity", "/api/status")) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(centre.uri(path))
                  .header("Content-Type", JSON_TYPE)
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
    }
  }

  @Test
  void shouldSayThatItIsNotKnownWhereKafkaIsAway() throws Exception {
    try (RunningCentre alone = RunningCentre.withoutKafka(store)) {
      HttpResponse<String> answer =
          http.send(
              request(
                  alone.uri("/api/identity/decisions"),
                  decision("MUST_LINK", List.of(ODALYS, FENNER), "x", "x"),
                  Map.of()),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("may or may not be taken");
    }
  }

  private static String decision(String kind, List<String> records, String by, String reason) {
    var body = JSON.createObjectNode();
    body.put("kind", kind).put("entity", "person").put("by", by).put("reason", reason);
    records.forEach(body.putArray("records")::add);
    return body.toString();
  }

  /** Every decision on the topic. */
  private List<ConsumerRecord<String, Decision>> sent() {
    AvroSerdes serdes =
        new AvroSerdes(
            new RegistrySchemaIds(
                new RegistryClient(TestBackbone.shared().registry()),
                state,
                new HealthRegistry(Instant::now).component("registry")));
    List<ConsumerRecord<String, Decision>> sent = new ArrayList<>();
    try (KafkaConsumer<String, Decision> consumer =
        new KafkaClients(TestBackbone.shared().bootstrapServers())
            .consumer(UUID.randomUUID().toString(), "test", serdes.deserializer(Decision.class))) {
      var partitions =
          consumer.partitionsFor(TopicCatalogue.DECISIONS).stream()
              .map(
                  info ->
                      new org.apache.kafka.common.TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(sent::add);
      }
    }
    sent.sort(java.util.Comparator.comparing(record -> record.value().getAt()));
    return sent;
  }

  private HttpResponse<String> post(String body, Map<String, String> headers) throws Exception {
    return http.send(
        request(centre.uri("/api/identity/decisions"), body, headers),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(URI to, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!headers.containsKey("Content-Type")) {
      request.header("Content-Type", JSON_TYPE);
    }
    headers.forEach(request::header);
    return request.build();
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(
        http.send(
                HttpRequest.newBuilder(centre.uri(path)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
