package io.mainstem.connections.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Fixtures;
import io.mainstem.connections.Secret;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.event.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class WebhookDoorTest {
  private static final Instant NOW = Instant.parse("2026-03-07T12:00:00Z");
  private static final String EVENTS =
      """
      [{"eventId":1,"subscriptionId":12,"portalId":62515,"occurredAt":1772445600000,
        "subscriptionType":"contact.propertyChange","attemptNumber":0,"objectId":501},
       {"eventId":2,"subscriptionId":13,"portalId":62515,"occurredAt":1772445600001,
        "subscriptionType":"deal.deletion","attemptNumber":0,"objectId":77001},
       {"eventId":3,"subscriptionId":14,"portalId":62515,"occurredAt":1772445600002,
        "subscriptionType":"lead.creation","attemptNumber":0,"objectId":9}]\
      """;

  @Test
  void shouldRingForEveryThinEventAndKeepWhatHasNoPlace() {
    Admission admission = hubspot(EVENTS, NOW, NOW);

    List<Delivery> deliveries = ((Admission.Accepted) admission).deliveries();
    assertThat(deliveries).hasSize(3);
    assertThat(deliveries.getFirst())
        .isEqualTo(
            new Delivery.Ring(
                "contact",
                "501",
                Instant.ofEpochMilli(1772445600000L),
                false,
                "webhook|1|12|1772445600000"));
    assertThat(deliveries.get(1))
        .isInstanceOfSatisfying(Delivery.Ring.class, ring -> assertThat(ring.deleted()).isTrue());
    assertThat(deliveries.get(2))
        .isInstanceOfSatisfying(
            Delivery.Unplaced.class,
            unplaced -> {
              assertThat(unplaced.code()).isEqualTo("UNKNOWN_EVENT");
              assertThat(unplaced.payload().text()).contains("\"lead.creation\"");
            });
  }

  @Test
  void shouldHoldTheTimestampToItsToleranceBothWays() {
    Duration tolerance = Duration.ofMinutes(5);

    assertThat(hubspot(EVENTS, NOW, NOW.plus(tolerance))).isInstanceOf(Admission.Accepted.class);
    assertThat(hubspot(EVENTS, NOW, NOW.minus(tolerance))).isInstanceOf(Admission.Accepted.class);
    assertThat(rejection(hubspot(EVENTS, NOW, NOW.plus(tolerance).plusMillis(1))))
        .isEqualTo(Rejection.TIMESTAMP_STALE);
    assertThat(rejection(hubspot(EVENTS, NOW, NOW.minus(tolerance).minusMillis(1))))
        .isEqualTo(Rejection.TIMESTAMP_AHEAD);
  }

  @Test
  void shouldAnswerTheIntentToReceiveAndRefuseAWrongOne() {
    String body = "{\"events\":[],\"firstEventSequence\": 0, \"entropy\": \"ABC\"}";

    Admission right = xero(body, "xero-key");
    Admission wrong = xero(body, "another-key");

    assertThat(right)
        .isInstanceOfSatisfying(
            Admission.Accepted.class,
            accepted -> {
              assertThat(accepted.deliveries()).isEmpty();
              assertThat(accepted.reply().status()).isEqualTo(200);
              assertThat(accepted.reply().body().isEmpty()).isTrue();
            });
    assertThat(wrong.reply().status()).isEqualTo(401);
    assertThat(wrong.reply().body().isEmpty()).isTrue();
  }

  @Test
  void shouldKeepAnotherTenantsEventsApart() {
    String event =
        "{\"events\":[{\"resourceId\":\"r\",\"tenantId\":\"%s\",\"eventCategory\":\"INVOICE\","
            + "\"eventType\":\"UPDATE\",\"eventDateUtc\":\"2026-03-07T11:59:00.123\"}]}";

    assertThat(deliveries(xero(event.formatted("tenant-1"), "xero-key")))
        .singleElement()
        .isInstanceOf(Delivery.Ring.class);
    assertThat(deliveries(xero(event.formatted("tenant-2"), "xero-key")))
        .singleElement()
        .isInstanceOfSatisfying(
            Delivery.Unplaced.class,
            unplaced -> assertThat(unplaced.code()).isEqualTo("OTHER_TENANT"));
  }

  @Test
  void shouldCutTheRecordOutOfAFatEventByteForByte() {
    String payment = "{ \"id\":\"P1\",  \"updated_at\":\"2026-03-07T11:59:00.5Z\", \"x\": 1.50 }";
    String body =
        "{\"type\":\"payment.updated\",\"event_id\":\"e-1\",\"created_at\":\"2026-03-07T11:59:01Z\",\"data\":{\"object\":{\"payment\":"
            + " "
            + payment
            + "}}}";

    assertThat(deliveries(square(body, "square-key")))
        .singleElement()
        .isEqualTo(
            new Delivery.Snapshot(
                "payment",
                "P1",
                Snapshots.micros(Instant.parse("2026-03-07T11:59:00.5Z")),
                Instant.parse("2026-03-07T11:59:00.5Z"),
                Operation.UPSERT,
                Bytes.utf8(payment),
                "webhook|e-1"));
  }

  @Test
  void shouldAcceptWhatIsSignedButUnreadableSoThatItCanBeQuarantined() {
    assertThat(square("{\"type\":", "square-key"))
        .isInstanceOfSatisfying(
            Admission.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.reply().status()).isEqualTo(200);
              assertThat(unreadable.cause()).startsWith("The delivery cannot be read");
            });
  }

  @Test
  void shouldLoseNothingWhereAListBelongsAndThereIsNone() {
    for (String body : List.of("{\"status\":\"ok\"}", "[1]", "7")) {
      assertThat(deliveries(hubspot(body, NOW, NOW)))
          .singleElement()
          .isInstanceOfSatisfying(
              Delivery.Unplaced.class,
              unplaced -> assertThat(unplaced.code()).isEqualTo("EVENT_SHAPE"));
    }
    assertThat(deliveries(hubspot("[]", NOW, NOW))).isEmpty();
  }

  @Test
  void shouldRefuseWithoutASecretAndAcceptAnyLiveOne() {
    Connection square = Fixtures.connection("pos");
    String body = "{\"type\":\"payment.created\"}";

    assertThat(rejection(admit(with(square, List.of()), body, "square-key")))
        .isEqualTo(Rejection.NOT_CONFIGURED);
    assertThat(
            admit(
                with(square, List.of(new Secret("next-key"), new Secret("square-key"))),
                body,
                "square-key"))
        .isInstanceOf(Admission.Accepted.class);
    assertThat(rejection(admit(Fixtures.connection("rota"), body, "square-key")))
        .isEqualTo(Rejection.NO_WEBHOOKS);
  }

  @Test
  void shouldRefuseAMissingOrRepeatedSignature() {
    WebhookDoor door = WebhookDoor.of(Fixtures.connection("pos"));
    String name = "x-square-hmacsha256-signature";

    assertThat(rejection(door.admit(new WebhookRequest("POST", Map.of(), Bytes.EMPTY), NOW)))
        .isEqualTo(Rejection.SIGNATURE_MISSING);
    assertThat(
            rejection(
                door.admit(
                    new WebhookRequest("POST", Map.of(name, List.of("a", "b")), Bytes.EMPTY), NOW)))
        .isEqualTo(Rejection.SIGNATURE_REPEATED);
    assertThat(
            rejection(
                door.admit(
                    new WebhookRequest("POST", Map.of(name, List.of("***")), Bytes.EMPTY), NOW)))
        .isEqualTo(Rejection.SIGNATURE_WRONG);
  }

  private static Admission hubspot(String body, Instant sent, Instant now) {
    String timestamp = Long.toString(sent.toEpochMilli());
    String url = "http://127.0.0.1:8081/webhooks/crm";
    return WebhookDoor.of(Fixtures.connection("crm"))
        .admit(
            new WebhookRequest(
                "POST",
                Map.of(
                    "x-hubspot-signature-v3",
                    List.of(sign("hubspot-secret", "POST" + url + body + timestamp)),
                    "x-hubspot-request-timestamp",
                    List.of(timestamp)),
                Bytes.utf8(body)),
            now);
  }

  private static Admission xero(String body, String key) {
    return WebhookDoor.of(Fixtures.connection("accounting"))
        .admit(
            new WebhookRequest(
                "POST", Map.of("X-Xero-Signature", List.of(sign(key, body))), Bytes.utf8(body)),
            NOW);
  }

  private static Admission square(String body, String key) {
    return admit(Fixtures.connection("pos"), body, key);
  }

  private static Admission admit(Connection connection, String body, String key) {
    String url = "http://127.0.0.1:8081/webhooks/pos";
    return WebhookDoor.of(connection)
        .admit(
            new WebhookRequest(
                "POST",
                Map.of("x-square-hmacsha256-signature", List.of(sign(key, url + body))),
                Bytes.utf8(body)),
            NOW);
  }

  private static Connection with(Connection connection, List<Secret> secrets) {
    return new Connection(
        connection.name(),
        connection.tool(),
        connection.api(),
        connection.publicUrl(),
        secrets,
        connection.secrets(),
        connection.settings(),
        connection.database(),
        connection.files(),
        connection.options(),
        connection.missing());
  }

  private static List<Delivery> deliveries(Admission admission) {
    return ((Admission.Accepted) admission).deliveries();
  }

  private static Rejection rejection(Admission admission) {
    return ((Admission.Rejected) admission).reason();
  }

  private static String sign(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
