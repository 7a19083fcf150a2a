package io.mainstem.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Invoice;
import io.mainstem.schemas.canonical.InvoiceLine;
import io.mainstem.schemas.canonical.InvoiceStatus;
import io.mainstem.schemas.canonical.InvoiceType;
import io.mainstem.schemas.canonical.LineState;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.canonical.Order;
import io.mainstem.schemas.canonical.OrderLine;
import io.mainstem.schemas.canonical.OrderStatus;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import io.mainstem.schemas.canonical.Quantity;
import io.mainstem.schemas.canonical.Ref;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The same mappings as somebody would write them in Java for these three payloads alone. */
final class HandWritten {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalTime CUT_OFF = LocalTime.of(4, 0);

  private HandWritten() {}

  static SpecificRecord map(String object, byte[] payload) throws IOException {
    JsonNode node = JSON.readTree(payload);
    return switch (object) {
      case "contact" -> contact(node);
      case "order" -> order(node);
      case "invoice" -> invoice(node);
      default -> throw new IllegalArgumentException(object);
    };
  }

  private static Person contact(JsonNode node) {
    JsonNode properties = node.path("properties");
    Person person = new Person();
    person.setId(id(Entities.PERSON, "contact", text(node, "id")));
    person.setUpdatedAt(Instant.EPOCH);
    person.setOccurredAt(time(text(node, "updatedAt")));
    String given = text(properties, "firstname");
    String family = text(properties, "lastname");
    if (given != null || family != null) {
      PersonName name = new PersonName();
      name.setGiven(given);
      name.setFamily(family);
      name.setFull(((given == null ? "" : given) + " " + (family == null ? "" : family)).strip());
      person.setName(name);
    }
    List<Email> emails = new ArrayList<>();
    String email = text(properties, "email");
    if (email != null && email.indexOf('@') > 0) {
      emails.add(new Email(email.toLowerCase(Locale.ROOT), email));
    }
    person.setEmails(emails);
    List<Phone> phones = new ArrayList<>();
    String phone = text(properties, "phone");
    if (phone != null) {
      phones.add(new Phone(e164(phone), phone));
    }
    person.setPhones(phones);
    Address address = new Address();
    address.setLine1(text(properties, "address"));
    address.setLocality(text(properties, "city"));
    address.setPostcode(text(properties, "zip"));
    person.setAddresses(new ArrayList<>(List.of(address)));
    person.setCompany(
        ref(
            Entities.COMPANY,
            "company",
            text(node.path("associations").path("companies").path("results").path(0), "id")));
    person.setJobTitle(text(properties, "jobtitle"));
    person.setFirstSeenAt(time(text(properties, "createdate")));
    person.setMarketingConsents(new ArrayList<>());
    List<String> missing = new ArrayList<>();
    if (person.getName() == null) {
      missing.add("name");
    }
    if (emails.isEmpty()) {
      missing.add("emails");
    }
    person.setMissing(missing);
    person.setSources(new ArrayList<>());
    person.setProvenance(new HashMap<>());
    person.setExtensions(new HashMap<>());
    return person;
  }

  private static Order order(JsonNode node) {
    Order order = new Order();
    order.setId(id(Entities.ORDER, "order", text(node, "id")));
    order.setUpdatedAt(Instant.EPOCH);
    String created = text(node, "created_at");
    String updated = text(node, "updated_at");
    order.setOccurredAt(time(updated == null ? created : updated));
    order.setOrderNumber(text(node, "reference_id"));
    order.setCustomer(ref(Entities.PERSON, "contact", text(node, "customer_id")));
    order.setPlacedAt(time(created));
    order.setClosedAt(time(text(node, "closed_at")));
    Instant placed = order.getPlacedAt();
    order.setBusinessDate(placed == null ? null : tradingDay(placed));
    String state = text(node, "state");
    order.setStatus(
        state == null
            ? null
            : switch (state) {
              case "OPEN" -> OrderStatus.OPEN;
              case "COMPLETED" -> OrderStatus.PAID;
              case "CANCELED" -> OrderStatus.CANCELLED;
              default -> throw new IllegalArgumentException(state);
            });
    order.setSourceStatus(state);
    List<OrderLine> lines = new ArrayList<>();
    for (JsonNode item : node.path("line_items")) {
      OrderLine line = new OrderLine();
      line.setLineId(text(item, "uid"));
      line.setName(text(item, "name"));
      line.setQuantity(quantity(item.path("quantity")));
      line.setUnitPrice(money(item.path("base_price_money")));
      line.setDiscount(money(item.path("total_discount_money")));
      line.setTax(money(item.path("total_tax_money")));
      line.setTotal(money(item.path("total_money")));
      line.setModifiers(new ArrayList<>());
      line.setState(LineState.ACTIVE);
      lines.add(line);
    }
    order.setLines(lines);
    order.setAdjustments(new ArrayList<>());
    order.setDiscountTotal(money(node.path("total_discount_money")));
    order.setTaxTotal(money(node.path("total_tax_money")));
    JsonNode total = node.path("total_money");
    order.setTotal(money(total));
    order.setNetSales(
        minor(
            total.path("amount").longValue()
                - node.path("total_tax_money").path("amount").longValue(),
            total.path("currency").textValue()));
    order.setMissing(new ArrayList<>());
    order.setSources(new ArrayList<>());
    order.setProvenance(new HashMap<>());
    order.setExtensions(new HashMap<>());
    return order;
  }

  private static Invoice invoice(JsonNode node) {
    String written = text(node, "currency");
    String currency = written == null ? "" : written.toUpperCase(Locale.ROOT);
    Invoice invoice = new Invoice();
    invoice.setId(id(Entities.INVOICE, "invoice", text(node, "id")));
    invoice.setUpdatedAt(Instant.EPOCH);
    Instant created = Instant.ofEpochSecond(node.path("created").longValue());
    invoice.setOccurredAt(created);
    invoice.setNumber(text(node, "number"));
    invoice.setType(InvoiceType.INVOICE);
    invoice.setCustomer(ref(Entities.PERSON, "contact", text(node, "customer")));
    invoice.setIssueDate(created.atZone(LONDON).toLocalDate());
    JsonNode due = node.path("due_date");
    invoice.setDueDate(
        due.isNumber()
            ? Instant.ofEpochSecond(due.longValue()).atZone(LONDON).toLocalDate()
            : null);
    invoice.setCurrency(currency);
    List<InvoiceLine> lines = new ArrayList<>();
    for (JsonNode item : node.path("lines").path("data")) {
      InvoiceLine line = new InvoiceLine();
      line.setLineId(text(item, "id"));
      line.setDescription(text(item, "description"));
      line.setQuantity(quantity(item.path("quantity")));
      line.setAmount(minor(item.path("amount").longValue(), currency));
      lines.add(line);
    }
    invoice.setLines(lines);
    invoice.setNetTotal(minor(node.path("subtotal").longValue(), currency));
    invoice.setTotal(minor(node.path("total").longValue(), currency));
    invoice.setAmountPaid(minor(node.path("amount_paid").longValue(), currency));
    invoice.setBalance(minor(node.path("amount_remaining").longValue(), currency));
    String status = text(node, "status");
    invoice.setStatus(
        status == null
            ? null
            : switch (status) {
              case "draft" -> InvoiceStatus.DRAFT;
              case "open" -> InvoiceStatus.SENT;
              case "paid" -> InvoiceStatus.PAID;
              case "void" -> InvoiceStatus.VOID;
              default -> throw new IllegalArgumentException(status);
            });
    invoice.setSourceStatus(status);
    invoice.setMissing(new ArrayList<>());
    invoice.setSources(new ArrayList<>());
    invoice.setProvenance(new HashMap<>());
    invoice.setExtensions(new HashMap<>());
    return invoice;
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      return null;
    }
    String text = value.textValue().strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static LocalDate tradingDay(Instant at) {
    ZonedDateTime local = at.atZone(LONDON);
    return local.toLocalTime().isBefore(CUT_OFF)
        ? local.toLocalDate().minusDays(1)
        : local.toLocalDate();
  }

  private static Quantity quantity(JsonNode number) {
    BigDecimal amount =
        number.isTextual() ? new BigDecimal(number.textValue()) : number.decimalValue();
    return new Quantity(amount.setScale(6), "H87");
  }

  private static @Nullable Money money(JsonNode node) {
    return node.isObject()
        ? minor(node.path("amount").longValue(), node.path("currency").textValue())
        : null;
  }

  private static Money minor(long amount, String currency) {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return new Money(BigDecimal.valueOf(amount, digits).setScale(4), currency);
  }

  private static @Nullable String e164(String raw) {
    try {
      PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
      PhoneNumber number = numbers.parse(raw, "GB");
      return numbers.isPossibleNumber(number)
          ? numbers.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  private static @Nullable Ref ref(EntityType entity, String object, @Nullable String id) {
    return id == null ? null : new Ref(id(entity, object, id), null);
  }

  private static String id(EntityType entity, String object, @Nullable String id) {
    return AliasId.of(entity, new SourceKey(MappingSubject.CONNECTION, object, String.valueOf(id)));
  }
}
