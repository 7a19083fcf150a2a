package io.mainstem.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.ingest.RestaurantGroup;
import io.mainstem.ingest.SharedTopics;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Doorbell;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.TestBackbone;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The restaurant group's tools at the door, by their tool files. */
class VendorDoorIT {

  private static final TestBackbone BACKBONE = TestBackbone.shared();
  private static final Connection CRM = connection("crm");
  private static final Connection ACCOUNTING = connection("accounting");
  private static final Connection POS = connection("pos");

  private static DoorRig door;

  @BeforeAll
  static void open() {
    SharedTopics.create(
        BACKBONE, "source.crm", "source.accounting", "source.pos", TopicCatalogue.DOORBELLS);
    door =
        new DoorRig(BACKBONE.bootstrapServers(), Gate.of(CRM), Gate.of(ACCOUNTING), Gate.of(POS));
  }

  @AfterAll
  static void shut() {
    door.close();
  }

  @Test
  void shouldRingOnceForEachEventOfHubSpotsArray() {
    String body =
        """
        [{"eventId":1,"subscriptionId":12,"portalId":7,"occurredAt":1772442000000,\
        "subscriptionType":"contact.creation","attemptNumber":0,"objectId":301},\
        {"eventId":2,"subscriptionId":13,"portalId":7,"occurredAt":1772442001000,\
        "subscriptionType":"deal.propertyChange","attemptNumber":0,"objectId":302}]\
        """;

    assertThat(hubSpot(body, Instant.now()).statusCode()).isEqualTo(200);

    List<Doorbell> rung = door.rung(all -> count(all, "crm") >= 2);
    assertThat(rung.stream().filter(bell -> bell.getConnection().equals("crm")))
        .extracting(bell -> bell.getObject() + bell.getSourceId() + bell.getOccurredAt())
        .containsExactlyInAnyOrder(
            "contact301" + Instant.ofEpochMilli(1772442000000L),
            "deal302" + Instant.ofEpochMilli(1772442001000L));
  }

  @Test
  void shouldRefuseWhatIsUnsignedStaleOrFromTheFuture() {
    String body = "[]";
    HttpRequest.Builder unsigned = door.request("crm", BodyPublishers.ofString(body));

    assertThat(door.deliver(unsigned).statusCode()).isEqualTo(401);
    assertThat(hubSpot(body, Instant.now().minus(Duration.ofMinutes(6))).statusCode())
        .isEqualTo(401);
    assertThat(hubSpot(body, Instant.now().plus(Duration.ofMinutes(6))).statusCode())
        .isEqualTo(401);
    assertThat(hubSpot(body, Instant.now()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldShakeHandsWithXeroByStatusAloneAndWithoutABody() {
    String intent =
        "{\"events\":[],\"lastEventSequence\":0,\"firstEventSequence\":0,\"entropy\":\"A\"}";

    HttpResponse<String> right =
        xero(intent, RestaurantGroup.sign(RestaurantGroup.XERO_KEY, intent));
    HttpResponse<String> wrong = xero(intent, RestaurantGroup.sign("another key", intent));

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.body()).isEmpty();
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEmpty();
  }

  @Test
  void shouldStoreASquarePaymentWholeAndRingForAnOrder() {
    String payment =
        """
        {"merchant_id":"M1","type":"payment.created","event_id":"e-1",\
        "created_at":"2026-03-02T12:00:00Z","data":{"type":"payment","id":"DOOR1",\
        "object":{"payment":{"id":"DOOR1","status":"COMPLETED","updated_at":"2026-03-02T12:00:00.5Z",\
        "amount_money":{"amount":1250,"currency":"GBP"}}}}}\
        """;
    String order =
        """
        {"merchant_id":"M1","type":"order.updated","event_id":"e-2",\
        "created_at":"2026-03-02T12:00:00Z","data":{"type":"order","id":"O1",\
        "object":{"order_updated":{"order_id":"O1","version":4,"location_id":"L1"}}}}\
        """;

    assertThat(square(payment).statusCode()).isEqualTo(200);
    assertThat(square(payment).statusCode()).isEqualTo(200);
    assertThat(square(order).statusCode()).isEqualTo(200);

    List<SourceEvent> stored = ours(door.stored("pos", all -> ours(all).size() >= 2));
    assertThat(stored)
        .extracting(SourceEvent::getEventId)
        .containsOnly(stored.getFirst().getEventId());
    assertThat(stored.getFirst().getObject()).isEqualTo("payment");
    assertThat(StandardCharsets.UTF_8.decode(stored.getFirst().getPayload()).toString())
        .startsWith("{\"id\":\"DOOR1\"");
    assertThat(
            door.rung(all -> all.stream().anyMatch(VendorDoorIT::isO1)).stream()
                .filter(VendorDoorIT::isO1))
        .extracting(bell -> bell.getObject() + bell.getSourceId())
        .containsExactly("orderO1");
  }

  private static boolean isO1(Doorbell bell) {
    return bell.getConnection().equals("pos") && bell.getSourceId().equals("O1");
  }

  private static long count(List<Doorbell> rung, String connection) {
    return rung.stream().filter(bell -> bell.getConnection().equals(connection)).count();
  }

  private static HttpResponse<String> hubSpot(String body, Instant at) {
    String timestamp = String.valueOf(at.toEpochMilli());
    String signature =
        RestaurantGroup.sign(
            RestaurantGroup.HUBSPOT_SECRET, "POST" + CRM.publicUrl() + body + timestamp);
    return door.deliver(
        door.request("crm", BodyPublishers.ofString(body))
            .header("X-HubSpot-Signature-v3", signature)
            .header("X-HubSpot-Request-Timestamp", timestamp));
  }

  private static HttpResponse<String> xero(String body, String signature) {
    return door.deliver(
        door.request("accounting", BodyPublishers.ofString(body))
            .header("x-xero-signature", signature));
  }

  private static HttpResponse<String> square(String body) {
    return door.deliver(
        door.request("pos", BodyPublishers.ofString(body))
            .header(
                "x-square-hmacsha256-signature",
                RestaurantGroup.sign(RestaurantGroup.SQUARE_KEY, POS.publicUrl() + body)));
  }

  /** Other tests of this machine's broker have deliveries of the same till. */
  private static List<SourceEvent> ours(List<ConsumerRecord<String, SourceEvent>> all) {
    return all.stream()
        .map(ConsumerRecord::value)
        .filter(event -> event.getSourceId().equals("DOOR1"))
        .toList();
  }

  private static Connection connection(String name) {
    return RestaurantGroup.connection(name, "http://127.0.0.1:1");
  }
}
