package io.mainstem.connections.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.Fixtures;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.canonical.AdjustmentKind;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.CompanyLifecycle;
import io.mainstem.schemas.canonical.CompanyRole;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.DealStatus;
import io.mainstem.schemas.canonical.Employee;
import io.mainstem.schemas.canonical.Invoice;
import io.mainstem.schemas.canonical.InvoiceStatus;
import io.mainstem.schemas.canonical.InvoiceType;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Order;
import io.mainstem.schemas.canonical.OrderStatus;
import io.mainstem.schemas.canonical.Payment;
import io.mainstem.schemas.canonical.PaymentStatus;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.Shift;
import io.mainstem.schemas.canonical.Site;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.canonical.TargetPeriod;
import io.mainstem.schemas.canonical.Terminal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MapperTest {
  private static final Workspace WORKSPACE = Fixtures.workspace();

  @Test
  void shouldMapAContactToAPerson() {
    Person person = primary("crm", "contact", "hubspot/contact", Person.class);

    assertThat(person.getId()).isEqualTo(AliasId.of("person", "crm", "contact", "501"));
    assertThat(person.getName().getFull()).isEqualTo("Marlowe Quillfeather");
    assertThat(person.getEmails())
        .singleElement()
        .satisfies(
            email -> {
              assertThat(email.getAddress()).isEqualTo("marlowe@tinderbox-studio.example");
              assertThat(email.getRaw()).isEqualTo("Marlowe@Tinderbox-Studio.example");
            });
    assertThat(person.getPhones())
        .singleElement()
        .satisfies(phone -> assertThat(phone.getE164()).isEqualTo("+442079460123"));
    assertThat(person.getAddresses())
        .singleElement()
        .satisfies(address -> assertThat(address.getPostcode()).isEqualTo("SE1 9ZZ"));
    assertThat(person.getCompany().getAlias())
        .isEqualTo(AliasId.of("company", "crm", "company", "9001"));
    assertThat(person.getOccurredAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00.120Z"));
    assertThat(person.getMissing()).isEmpty();
  }

  @Test
  void shouldMapACompany() {
    Company company = primary("crm", "company", "hubspot/company", Company.class);

    assertThat(company.getTradingName()).isEqualTo("Tinderbox Studio Ltd");
    assertThat(company.getDomain()).isEqualTo("tinderbox-studio.example");
    assertThat(company.getRoles()).containsExactly(CompanyRole.CUSTOMER);
    assertThat(company.getLifecycle()).isEqualTo(CompanyLifecycle.CUSTOMER);
  }

  @Test
  void shouldMapAWonDealWithItsExactAmount() {
    Deal deal = primary("crm", "deal", "hubspot/deal", Deal.class);

    assertThat(deal.getStatus()).isEqualTo(DealStatus.WON);
    assertThat(deal.getAmount()).isEqualTo(gbp("2450.5000"));
    assertThat(deal.getClosedAt()).isEqualTo(Instant.parse("2026-03-06T16:30:00Z"));
    assertThat(deal.getExpectedClose()).isEqualTo(LocalDate.parse("2026-03-06"));
    assertThat(deal.getPrimaryContact().getAlias())
        .isEqualTo(AliasId.of("person", "crm", "contact", "501"));
  }

  @Test
  void shouldMakeACompanyAndAPersonOfAXeroContact() {
    List<Fragment> fragments = mapped("accounting", "contact", "xero/contact");

    assertThat(fragments)
        .extracting(fragment -> fragment.entity().name())
        .containsExactly("company", "person");
    Company company = (Company) fragments.getFirst().record();
    Person person = (Person) fragments.getLast().record();
    assertThat(company.getVatNumber()).isEqualTo("GB123456789");
    assertThat(company.getRegistrationNumber()).isEqualTo("01234567");
    assertThat(company.getAddresses()).hasSize(1);
    assertThat(person.getPhones())
        .singleElement()
        .satisfies(phone -> assertThat(phone.getE164()).isEqualTo("+442079460123"));
    assertThat(person.getCompany().getAlias()).isEqualTo(company.getId());
    assertThat(person.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1772445600000L));
  }

  @Test
  void shouldMakeOnlyAPersonOfAXeroContactNamedLikeOne() {
    Bytes payload = changed("xero/contact", "Tinderbox Studio Ltd", "Marlowe Quillfeather");

    assertThat(mapper("accounting").map("contact", payload))
        .isInstanceOfSatisfying(
            MapResult.Mapped.class,
            mapped -> assertThat(mapped.primary().entity().name()).isEqualTo("person"));
  }

  @Test
  void shouldMapAPartPaidInvoiceWithItsLines() {
    Invoice invoice = primary("accounting", "invoice", "xero/invoice", Invoice.class);

    assertThat(invoice.getType()).isEqualTo(InvoiceType.INVOICE);
    assertThat(invoice.getStatus()).isEqualTo(InvoiceStatus.PART_PAID);
    assertThat(invoice.getTotal()).isEqualTo(gbp("2940.6000"));
    assertThat(invoice.getIssueDate()).isEqualTo(LocalDate.parse("2026-03-07"));
    assertThat(invoice.getLines())
        .singleElement()
        .satisfies(line -> assertThat(line.getUnitPrice()).isEqualTo(gbp("70.0143")));
    assertThat(invoice.getCustomer().getAlias())
        .isEqualTo(
            AliasId.of("company", "accounting", "contact", "bd2270c3-8706-4c11-9cfb-000b551c3f51"));
  }

  @Test
  void shouldMapAVoidedPaymentAndTheTillItWasTakenAt() {
    List<Fragment> fragments = mapped("pos", "payment", "square/payment");

    Payment payment = (Payment) fragments.getFirst().record();
    Terminal terminal = (Terminal) fragments.getLast().record();
    assertThat(payment.getStatus()).isEqualTo(PaymentStatus.VOIDED);
    assertThat(payment.getAmount()).isEqualTo(gbp("42.5000"));
    assertThat(payment.getBusinessDate()).isEqualTo(LocalDate.parse("2026-03-06"));
    assertThat(payment.getTerminal().getAlias()).isEqualTo(terminal.getId());
    assertThat(fragments.getLast().source()).hasToString("pos|device|DEV-BOR-3");
    assertThat(terminal.getName()).isEqualTo("Borough till 3");
    assertThat(mapper("pos").deleted("payment", "PAYvoid1"))
        .extracting(key -> key.entity().name())
        .containsExactly("payment");
  }

  @Test
  void shouldMapAnOrderWithLinesDiscountsAndNetSales() {
    Order order = primary("pos", "order", "square/order", Order.class);

    assertThat(order.getStatus()).isEqualTo(OrderStatus.PAID);
    assertThat(order.getNetSales()).isEqualTo(gbp("31.2500"));
    assertThat(order.getBusinessDate()).isEqualTo(LocalDate.parse("2026-03-06"));
    assertThat(order.getLines()).hasSize(2);
    assertThat(order.getLines().getFirst().getQuantity().getAmount()).isEqualByComparingTo("2");
    assertThat(order.getAdjustments())
        .singleElement()
        .satisfies(
            adjustment -> {
              assertThat(adjustment.getKind()).isEqualTo(AdjustmentKind.DISCOUNT);
              assertThat(adjustment.getAmount()).isEqualTo(gbp("2.9000"));
            });
  }

  @Test
  void shouldMapTheSameEmployeeFromTillAndRota() {
    Employee till = primary("pos", "team_member", "square/team_member", Employee.class);
    Employee rota = primary("rota", "staff", "rota/staff", Employee.class);

    assertThat(till.getPosOperatorIds()).isEqualTo(rota.getPosOperatorIds()).isNotEmpty();
    assertThat(till.getEmployeeNumber()).isEqualTo(rota.getEmployeeNumber());
    assertThat(till.getPhone().getE164()).isEqualTo(rota.getPhone().getE164());
    assertThat(rota.getHourlyRate()).isEqualTo(gbp("13.8500"));
    assertThat(rota.getStartDate()).isEqualTo(LocalDate.parse("2025-02-03"));
  }

  @Test
  void shouldMapTheSameSiteFromTillAndRota() {
    Site till = primary("pos", "location", "square/location", Site.class);
    Site rota = primary("rota", "site", "rota/site", Site.class);

    assertThat(till.getName()).isEqualTo(rota.getName());
    assertThat(till.getAddress().getPostcode()).isEqualTo("SE1 0ZZ");
    assertThat(rota.getAddress()).isNull();
    assertThat(rota.getCode()).isEqualTo("BOR");
  }

  @Test
  void shouldWorkOutWhatAShiftCosts() {
    Shift shift = primary("rota", "shift", "rota/shift", Shift.class);

    assertThat(shift.getPlannedCost()).isEqualTo(gbp("96.9500")); // 7 h at 13.85
    assertThat(shift.getActualCost()).isEqualTo(gbp("106.1833")); // 7 h 40 min at 13.85
    assertThat(shift.getBusinessDate()).isEqualTo(LocalDate.parse("2026-03-06"));
    assertThat(shift.getSite().getAlias()).isEqualTo(AliasId.of("site", "rota", "site", "1"));
  }

  @Test
  void shouldMapALabourBudgetToATarget() {
    Target target = primary("rota", "labour_budget", "rota/labour_budget", Target.class);

    assertThat(target.getMetric()).isEqualTo("LABOUR_COST");
    assertThat(target.getPeriod()).isEqualTo(TargetPeriod.DAY);
    assertThat(target.getValue()).isEqualByComparingTo("1180");
    assertThat(target.getUnit()).isEqualTo("GBP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crm|contact|hubspot/contact",
        "crm|company|hubspot/company",
        "crm|deal|hubspot/deal",
        "accounting|contact|xero/contact",
        "accounting|invoice|xero/invoice",
        "pos|location|square/location",
        "pos|team_member|square/team_member",
        "pos|customer|square/customer",
        "pos|payment|square/payment",
        "pos|order|square/order",
        "rota|site|rota/site",
        "rota|staff|rota/staff",
        "rota|shift|rota/shift",
        "rota|labour_budget|rota/labour_budget"
      })
  void shouldGiveRecordsThatAvroCanWrite(String connection, String object, String payload)
      throws Exception {
    for (Fragment fragment : mapped(connection, object, payload)) {
      BinaryEncoder encoder =
          EncoderFactory.get().binaryEncoder(new java.io.ByteArrayOutputStream(), null);
      new SpecificDatumWriter<SpecificRecord>(fragment.record().getSchema())
          .write(fragment.record(), encoder);
    }
    assertThat(mapper(connection).explain(object, Fixtures.payload(payload)).fields())
        .anySatisfy(field -> assertThat(field.value()).isNotNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pos|payment|square/payment|\"CANCELED\"|\"TELEPORTED\"|UNKNOWN_VALUE|status|TELEPORTED",
        "crm|deal|hubspot/deal|closedwon|hibernating|UNKNOWN_VALUE|properties.dealstage|closedlost",
        "crm|deal|hubspot/deal|2450.50|lots|UNPARSEABLE_MONEY|properties.amount|money",
        "crm|deal|hubspot/deal|2450.50|24,50,50|UNPARSEABLE_MONEY|properties.amount|money",
        "crm|deal|hubspot/deal|2450.50|1.23456|UNPARSEABLE_MONEY|properties.amount|decimals",
        "crm|deal|hubspot/deal|\"GBP\"|\"QQQ\"|UNPARSEABLE_MONEY|properties.amount|4217",
        "crm|deal|hubspot/deal|2026-03-06T16:30:00Z|yesterday|UNPARSEABLE_VALUE|properties.closedate|date",
        "crm|deal|hubspot/deal|\"dealstage\"|\"deal_stage\"|MISSING_FIELD|properties.dealstage|'deal_stage'",
        "crm|contact|hubspot/contact|\"email\"|\"emial\"|FIELD_RENAMED|properties.email|properties.emial",
        "pos|payment|square/payment|{\"amount\":4250|{\"amount\":\"42.50\"|WRONG_SHAPE|amount_money.amount|whole",
        "accounting|invoice|xero/invoice|\"Total\":2940.60|\"Total\":{}|WRONG_SHAPE|Total|number",
        "accounting|invoice|xero/invoice|\"ACCREC\"|\"ACCTELEPATHY\"|UNKNOWN_VALUE|Type|ACCPAY",
        "rota|shift|rota/shift|\"completed\"|\"asleep\"|UNKNOWN_VALUE|state|no_show"
      })
  void shouldQuarantineWhatDoesNotFitAndSayWhy(
      String connection,
      String object,
      String payload,
      String find,
      String replacement,
      UnfitCode code,
      String field,
      String causeHas) {
    MapResult.Unfit unfit =
        why(mapper(connection).map(object, changed(payload, find, replacement)));

    assertThat(unfit.code()).isEqualTo(code);
    assertThat(unfit.field()).isEqualTo(field);
    assertThat(unfit.cause()).contains(causeHas);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a till's name has nothing to do with the amount, nor the payment with the till's name
        "\"amount\":4250|\"amount\":\"42.50\"|payment|terminal",
        "\"device_name\":\"Borough till 3\"|\"device_name\":3|terminal|payment",
        "\"CANCELED\"|\"TELEPORTED\"|payment|terminal"
      })
  void shouldHoldOnlyWhatDependsOnTheContradiction(
      String find, String replacement, String held, String flows) {
    MapResult result = mapper("pos").map("payment", changed("square/payment", find, replacement));

    assertThat(result)
        .isInstanceOfSatisfying(
            MapResult.Mapped.class,
            mapped -> {
              assertThat(Objects.requireNonNull(mapped.held()).entities()).containsExactly(held);
              assertThat(mapped.fragments())
                  .extracting(fragment -> fragment.entity().name())
                  .containsExactly(flows);
            });
  }

  private static MapResult.Unfit why(MapResult result) {
    return result instanceof MapResult.Mapped mapped
        ? Objects.requireNonNull(mapped.held(), "nothing was held").why()
        : (MapResult.Unfit) result;
  }

  @Test
  void shouldSayWhyADeliveryCouldNotBeToldApart() {
    assertThat(mapper("pos").map(Mapper.DELIVERY, Bytes.utf8("{oops")))
        .isInstanceOfSatisfying(
            MapResult.Unfit.class, unfit -> assertThat(unfit.code()).isEqualTo(UnfitCode.NOT_JSON));
    assertThat(
            mapper("pos")
                .map(
                    Mapper.DELIVERY,
                    Bytes.utf8("{\"type\":\"gift_card.created\",\"event_id\":\"e1\"}")))
        .isInstanceOfSatisfying(
            MapResult.Unfit.class,
            unfit -> {
              assertThat(unfit.code()).isEqualTo(UnfitCode.NO_PLACE);
              assertThat(unfit.cause()).contains("gift_card.created", "payment.created");
            });
  }

  private static Mapper mapper(String connection) {
    return Mapper.of(WORKSPACE, Objects.requireNonNull(WORKSPACE.connections().get(connection)));
  }

  private static List<Fragment> mapped(String connection, String object, String payload) {
    MapResult result = mapper(connection).map(object, Fixtures.payload(payload));
    assertThat(result).isInstanceOf(MapResult.Mapped.class);
    return ((MapResult.Mapped) result).fragments();
  }

  private static <T> T primary(String connection, String object, String payload, Class<T> type) {
    return type.cast(mapped(connection, object, payload).getFirst().record());
  }

  private static Bytes changed(String payload, String find, String replacement) {
    String text = Fixtures.payload(payload).text();
    assertThat(text).contains(find);
    return Bytes.utf8(text.replace(find, replacement));
  }

  private static Money gbp(String amount) {
    return new Money(new BigDecimal(amount), "GBP");
  }
}
