package io.mainstem.canonicalizer;

import static io.mainstem.canonicalizer.ToyStream.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.LosingValue;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.PaymentStatus;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.Provenance;
import io.mainstem.schemas.canonical.Terminal;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Outcome;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Stage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stages with the real tool files and the example business: what its tools say, merged. */
class RestaurantGroupTest {
  private static final String CUSTOMER =
      """
      {"id":"CUST7","created_at":"2026-02-14T19:01:00Z","updated_at":"2026-02-14T19:01:00.5Z",
       "given_name":"Juniper","family_name":"Wexcombe","email_address":"juniper@wexcombe.example",
       "version":3}\
      """;
  private static final String CRM_CONTACT =
      """
      {"id":"501","createdAt":"2026-02-20T09:15:00Z","updatedAt":"2026-03-02T10:00:00.120Z",
       "archived":false,"properties":{"firstname":"Juniper","lastname":"Wexcombe-Hale",
       "email":"Juniper@Wexcombe.example","jobtitle":"Office Manager"}}\
      """;
  private static final String CRM_COMPANY =
      """
      {"id":"71","createdAt":"2026-02-20T09:15:00Z","updatedAt":"2026-02-20T09:15:00Z",
       "archived":false,"properties":{"name":"Lanternhouse & Co","domain":"lanternhouse.example",
       "address":"17 Candle Lane","city":"Oldmere","zip":"ZZ1 3OM"}}\
      """;
  private static final String BOOKS_CONTACT =
      """
      {"ContactID":"x-1","Name":"LANTERNHOUSE AND COMPANY","EmailAddress":"bills@lanternhouse.example",
       "Addresses":[{"AddressType":"POBOX","AddressLine1":"4 LEDGER ROW","City":"Thornaby Vale",
       "PostalCode":"ZZ44LR"}],"UpdatedDateUTC":"/Date(1772355600000+0000)/"}\
      """;
  private static final String VOIDED =
      """
      {"id":"PAY1","created_at":"2026-03-07T01:30:00.000Z","updated_at":"2026-03-07T01:31:10.250Z",
       "amount_money":{"amount":4250,"currency":"GBP"},"status":"CANCELED","source_type":"CARD",
       "card_details":{"status":"VOIDED"},"location_id":"L1","customer_id":"CUST7",
       "device_details":{"device_id":"DEV-3","device_name":"Till 3"}}\
      """;

  private ToyStream stream;

  @BeforeEach
  void start() throws WorkspaceException {
    Path folder =
        Path.of(System.getProperty("mainstem.root", ".."), "workspaces", "restaurant-group");
    stream = new ToyStream(Rules.of(Workspace.load(folder, name -> null)));
  }

  @AfterEach
  void stop() {
    assertThat(stream.droppedRecords()).isZero();
    stream.close();
  }

  @Test
  void shouldMakeOneGuestOfTillAndCrm() {
    stream.send(event("pos", "customer", "CUST7", 1, CUSTOMER));
    stream.send(event("crm", "contact", "501", 2, CRM_CONTACT));

    String founder = AliasId.of(Entities.PERSON, new SourceKey("pos", "customer", "CUST7"));
    Person guest = in(stream.newest(Entities.PERSON, Person.class), founder);
    assertThat(guest.getSources()).hasSize(2);
    assertThat(Objects.requireNonNull(guest.getName()).getFamily()).isEqualTo("Wexcombe-Hale");
    assertThat(guest.getJobTitle()).isEqualTo("Office Manager");
    assertThat(in(guest.getProvenance(), "name").getRule()).isEqualTo("authority: crm before pos");
  }

  /** Both know where a client is; bills go where accounting says, since 2026. */
  @Test
  void shouldLetAccountingOwnTheAddressSince2026AndShowThatTheCrmContradicts() {
    stream.send(event("crm", "company", "71", 1, CRM_COMPANY));
    stream.send(event("accounting", "contact", "x-1", 2, BOOKS_CONTACT));

    String founder = AliasId.of(Entities.COMPANY, new SourceKey("crm", "company", "71"));
    Company client = in(stream.newest(Entities.COMPANY, Company.class), founder);
    assertThat(client.getAddresses()).extracting(Address::getLine1).containsExactly("4 LEDGER ROW");
    Provenance why = in(client.getProvenance(), "addresses");
    assertThat(why.getRule()).isEqualTo("authority: accounting before crm");
    assertThat(why.getGroup()).isEqualTo("billing");
    assertThat(why.getSince()).isEqualTo(LocalDate.parse("2026-01-01"));
    assertThat(why.getLosers())
        .singleElement()
        .satisfies(
            loser -> {
              assertThat(loser.getConflict()).isTrue();
              assertThat(loser.getValue()).contains("17 Candle Lane");
            });
    assertThat(in(client.getProvenance(), "tradingName").getLosers())
        .extracting(LosingValue::getConflict)
        .containsExactly(false);
  }

  @Test
  void shouldTellOfAVoidAndOfTheTillItHappenedAt() {
    stream.send(event("pos", "customer", "CUST7", 1, CUSTOMER));
    stream.send(event("pos", "payment", "PAY1", 2, VOIDED));

    Payment payment =
        in(
            stream.newest(Entities.PAYMENT, Payment.class),
            AliasId.of(Entities.PAYMENT, new SourceKey("pos", "payment", "PAY1")));
    assertThat(payment.getStatus()).isEqualTo(PaymentStatus.VOIDED);
    assertThat(Objects.requireNonNull(payment.getPayer()).getId())
        .isEqualTo(AliasId.of(Entities.PERSON, new SourceKey("pos", "customer", "CUST7")));
    assertThat(stream.newest(Entities.TERMINAL, Terminal.class).values())
        .singleElement()
        .satisfies(till -> assertThat(till.getName()).isEqualTo("Till 3"));
    assertThat(stream.changes(Entities.PAYMENT).getLast().getEvents())
        .containsExactly("payment.created", "payment.voided");
  }

  /** The vendor renamed the amount: the till is still heard of, the payment waits for the file. */
  @Test
  void shouldHoldOnlyWhatAVendorsChangeTouches() {
    stream.send(event("pos", "payment", "PAY1", 2, VOIDED.replace("amount_money", "money_amount")));

    assertThat(stream.newest(Entities.PAYMENT, Payment.class)).isEmpty();
    assertThat(stream.newest(Entities.TERMINAL, Terminal.class)).hasSize(1);
    assertThat(stream.outcomes())
        .extracting(Outcome::getKind)
        .containsExactly(OutcomeKind.QUARANTINED);
    DeadLetter letter = stream.deadLetters().getLast();
    assertThat(letter.getCode()).isEqualTo("MISSING_FIELD");
    assertThat(letter.getField()).isEqualTo("amount_money");
    assertThat(letter.getCause()).contains("It may now be called 'money_amount'");
  }

  @Test
  void shouldQuarantineWhatAVendorRefusedWithTheReasonIngestGives() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("mainstem-code", "FETCH_REFUSED".getBytes(StandardCharsets.UTF_8));
    headers.add("mainstem-cause", "HTTP_403: no access.".getBytes(StandardCharsets.UTF_8));
    stream.send(event("crm", "_delivery", "d-1", 0, "{\"code\":\"FETCH_REFUSED\"}"), headers);

    DeadLetter letter = stream.deadLetters().getLast();
    assertThat(letter.getCode()).isEqualTo("FETCH_REFUSED");
    assertThat(letter.getStage()).isEqualTo(Stage.FETCH);
    assertThat(letter.getCause()).isEqualTo("HTTP_403: no access.");
    assertThat(stream.outcomes())
        .extracting(Outcome::getKind)
        .containsOnly(OutcomeKind.QUARANTINED);
  }

  private static SourceEvent event(
      String connection, String object, String id, long version, String json) {
    return SourceEvent.newBuilder(ToyEvents.event(connection, object, id, version, ""))
        .setPayload(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
        .build();
  }
}
