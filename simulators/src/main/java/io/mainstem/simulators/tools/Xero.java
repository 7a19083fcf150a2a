package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Cast;
import io.mainstem.simulators.vendor.Change;
import io.mainstem.simulators.vendor.Credential;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Hooks;
import io.mainstem.simulators.vendor.Invented;
import io.mainstem.simulators.vendor.Kind;
import io.mainstem.simulators.vendor.Letter;
import io.mainstem.simulators.vendor.Messenger;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Tokens;
import io.mainstem.simulators.vendor.Vendor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Xero's accounting API in JSON: pages by number, {@code If-Modified-Since} as a header, where
 * clauses, {@code Idempotency-Key}, its own dates; webhooks begin with the intent to receive and
 * are written with irregular white space.
 */
public final class Xero implements Vendor {
  private static final Pattern TERM =
      Pattern.compile("([A-Za-z.]+)\\s*(==|!=|\\.Contains\\()\\s*\"([^\"]*)\"\\)?");
  private static final Map<String, String> IDS =
      Map.of(
          "Invoices", "InvoiceID",
          "Contacts", "ContactID",
          "Payments", "PaymentID",
          "CreditNotes", "CreditNoteID",
          "Quotes", "QuoteID",
          "PurchaseOrders", "PurchaseOrderID",
          "Items", "ItemID",
          "Accounts", "AccountID",
          "Journals", "JournalID",
          "Budgets", "BudgetID");
  private static final int JOURNALS_A_PAGE = 100;

  @Override
  public String name() {
    return "xero";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "client_id", "xero-client",
        "client_secret", "xero-client-secret",
        "refresh_token", "xero-refresh",
        "access_token", "xero-token",
        "tenant_id", "4f5a4a35-0000-4000-8000-000000000001",
        "webhook_secret", "xero-webhook-key");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("Contacts", Xero::contact),
                kind("Invoices", Xero::invoice),
                kind("Payments", Xero::payment)));
    kinds.addAll(Invented.kinds("xero", Xero::stamp));
    return List.copyOf(kinds);
  }

  private static String id(String kind, long n) {
    return UUID.nameUUIDFromBytes(("xero-" + kind + n).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Kind kind(String name, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> id(name, n), sample, Xero::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put(IDS.get(entry.kind()), entry.id());
    body.put("UpdatedDateUTC", date(entry.updated()));
    switch (entry.kind()) {
      case "Invoices" -> complete(body, entry);
      case "Contacts" ->
          body.put(
              "ContactStatus",
              entry.deleted() ? "ARCHIVED" : body.path("ContactStatus").asText("ACTIVE"));
      case "Payments" -> body.put("Status", entry.deleted() ? "DELETED" : "AUTHORISED");
      case "Journals" -> {
        body.remove("UpdatedDateUTC");
        body.put("CreatedDateUTC", date(entry.created()));
      }
      default -> {
        if (entry.deleted() && body.has("Status")) {
          body.put("Status", "DELETED");
        }
      }
    }
  }

  private static String date(Instant at) {
    return "/Date(" + at.toEpochMilli() + "+0000)/";
  }

  private static void complete(ObjectNode body, Entry entry) {
    if (!body.hasNonNull("InvoiceNumber")) {
      body.put("InvoiceNumber", String.format(Locale.ROOT, "INV-%04d", entry.number()));
    }
    BigDecimal lines = BigDecimal.ZERO;
    for (JsonNode line : body.path("LineItems")) {
      BigDecimal quantity = new BigDecimal(line.path("Quantity").asText("1"));
      lines = lines.add(quantity.multiply(new BigDecimal(line.path("UnitAmount").asText("0"))));
    }
    BigDecimal paid = new BigDecimal(body.path("AmountPaid").asText("0"));
    boolean inclusive = body.path("LineAmountTypes").asText().equals("Inclusive");
    BigDecimal tax =
        inclusive
            ? lines.divide(BigDecimal.valueOf(6), 2, RoundingMode.HALF_UP)
            : lines.multiply(new BigDecimal("0.2")).setScale(2, RoundingMode.HALF_UP);
    BigDecimal net = inclusive ? lines.subtract(tax) : lines;
    BigDecimal total = net.add(tax);
    if (entry.deleted()) {
      body.put("Status", "DELETED");
    }
    boolean settled = body.path("Status").asText().equals("PAID");
    body.put("Status", body.path("Status").asText("DRAFT"));
    body.put("SubTotal", net).put("TotalTax", tax).put("Total", total);
    body.put("AmountPaid", settled ? total : paid);
    body.put("AmountDue", settled ? BigDecimal.ZERO : total.subtract(paid));
    for (String day : List.of("Date", "DueDate")) {
      String text = body.path(day).asText();
      if (text.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
        LocalDate date = LocalDate.parse(text.substring(0, 10));
        body.put(
            day,
            "/Date(" + date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() + "+0000)/");
        body.put(day + "String", date + "T00:00:00");
      }
    }
  }

  private static ObjectNode contact(long n) {
    Cast who = Cast.of(n);
    return object(
        "ContactStatus",
        "ACTIVE",
        "Name",
        who.company() + " " + n,
        "FirstName",
        who.given(),
        "LastName",
        who.family(),
        "EmailAddress",
        who.email(),
        "BankAccountDetails",
        "",
        "Addresses",
        array(
            object(
                "AddressType", "STREET",
                "AddressLine1", who.street(),
                "City", who.town(),
                "PostalCode", who.postcode(),
                "Country", "United Kingdom")),
        "Phones",
        array(
            object(
                "PhoneType",
                "DEFAULT",
                "PhoneNumber",
                who.phone().substring(6),
                "PhoneAreaCode",
                who.phone().substring(3, 6),
                "PhoneCountryCode",
                "44")),
        "IsSupplier",
        false,
        "IsCustomer",
        true,
        "HasAttachments",
        false);
  }

  private static ObjectNode invoice(long n) {
    return object(
        "Type",
        "ACCREC",
        "Reference",
        "Order " + n,
        "Contact",
        object("ContactID", id("Contacts", n), "Name", contact(n).path("Name")),
        "Date",
        "2026-02-02",
        "DueDate",
        "2026-03-04",
        "LineAmountTypes",
        "Exclusive",
        "CurrencyCode",
        "GBP",
        "Status",
        n % 3 == 0 ? "PAID" : "AUTHORISED",
        "LineItems",
        array(
            object(
                "LineItemID",
                id("line", n),
                "Description",
                "Lanterns",
                "Quantity",
                BigDecimal.ONE,
                "UnitAmount",
                BigDecimal.valueOf(10_000 + 100 * n, 2),
                "TaxType",
                "OUTPUT2",
                "AccountCode",
                "200")),
        "HasAttachments",
        false,
        "SentToContact",
        false);
  }

  private static ObjectNode payment(long n) {
    return object(
        "Date",
        "/Date(1770000000000+0000)/",
        "Amount",
        BigDecimal.valueOf(12_000 + 120 * n, 2),
        "CurrencyRate",
        BigDecimal.ONE,
        "PaymentType",
        "ACCRECPAYMENT",
        "IsReconciled",
        false,
        "Reference",
        "Order " + n,
        "Account",
        object("Code", "090"),
        "Invoice",
        object("InvoiceID", id("Invoices", n), "Type", "ACCREC"));
  }

  @Override
  public String limit() {
    return "60/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return switch (refusal.why()) {
      case UNAUTHENTICATED ->
          Answer.json(
              401,
              object(
                  "Type",
                  null,
                  "Title",
                  "Unauthorized",
                  "Status",
                  401,
                  "Detail",
                  "AuthenticationUnsuccessful"));
      case FORBIDDEN ->
          Answer.json(
              403,
              object("Title", "Forbidden", "Status", 403, "Detail", "AuthenticationUnsuccessful"));
      case NOT_FOUND ->
          Answer.of(404, "text/html", "The resource you're looking for cannot be found");
      case RATE_LIMITED -> Answer.of(429, "text/plain", "").with("X-Rate-Limit-Problem", "minute");
      case INVALID, CONFLICT ->
          Answer.json(
              400,
              object(
                  "ErrorNumber",
                  10,
                  "Type",
                  "ValidationException",
                  "Message",
                  "A validation exception occurred",
                  "Elements",
                  array(object("ValidationErrors", array(object("Message", refusal.words()))))));
    };
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofMinutes(30), true);
    office.guardedBy(
        Credential.bearer(office.secret("access_token")).or(Credential.bearer(tokens)));
    String kinds = "(?:/api\\.xro/2\\.0)?/(Invoices|Contacts|Payments)";
    String read =
        "(?:/api\\.xro/2\\.0)?/(CreditNotes|Quotes|PurchaseOrders|Items|Accounts|Journals|Budgets)";
    office
        .open("POST", "/connect/token", call -> tokens.answer(call, object("scope", "accounting")))
        .on("GET", "(?:/api\\.xro/2\\.0)?/Journals", call -> journals(office, call))
        .on("GET", kinds, call -> list(office, call))
        .on("GET", kinds + "/([^/]+)", call -> one(office, call))
        .on("GET", read, call -> list(office, call))
        .on("GET", read + "/([^/]+)", call -> one(office, call))
        .on("PUT", kinds, call -> write(office, call, true))
        .on("POST", kinds + "(?:/([^/]+))?", call -> write(office, call, false));
  }

  private static void tenant(Office office, Call call) {
    if (!office.secret("tenant_id").equals(call.header("xero-tenant-id"))) {
      throw new Refusal(Why.FORBIDDEN, "AuthenticationUnsuccessful");
    }
  }

  /** After a number, a hundred at most; they are written once and never changed. */
  private static Answer journals(Office office, Call call) {
    tenant(office, call);
    long after = Long.parseLong(call.query("offset", "0"));
    Instant since =
        Optional.ofNullable(call.header("If-Modified-Since"))
            .flatMap(Xero::moment)
            .orElse(Instant.MIN);
    List<Entry> found =
        office.records().where("Journals", e -> e.number() > after && e.created().isAfter(since));
    int size = office.capped(null, JOURNALS_A_PAGE, JOURNALS_A_PAGE);
    return answered("Journals", Slice.at(found, 0, size).items(), null);
  }

  private static Answer list(Office office, Call call) {
    tenant(office, call);
    String kind = call.part(0);
    Instant since =
        Optional.ofNullable(call.header("If-Modified-Since"))
            .flatMap(Xero::moment)
            .orElse(Instant.MIN);
    // Only items are ever gone: what is deleted, voided or archived stays, and only archived
    // contacts must be asked for.
    boolean all =
        !kind.equals("Items")
            && (!kind.equals("Contacts") || call.query("includeArchived", "").equals("true"));
    List<Entry> found =
        office.records().where(kind, e -> e.updated().isAfter(since) && (!e.deleted() || all));
    Matcher matcher = TERM.matcher(call.query("where", ""));
    boolean any = false;
    while (matcher.find()) {
      any = true;
      String path = "/" + matcher.group(1).replace('.', '/').replaceFirst("/$", "");
      String operator = matcher.group(2);
      String value = matcher.group(3);
      found.removeIf(entry -> !fits(entry.body().at(path).asText(), operator, value));
    }
    if (!any && !call.query("where", "").isBlank()) {
      throw new Refusal(Why.INVALID, "The where clause could not be parsed");
    }
    for (String by : List.of("IDs", "InvoiceNumbers", "Statuses")) {
      List<String> wanted = List.of(call.query(by, "").split(","));
      String field =
          by.equals("IDs")
              ? IDS.get(kind)
              : by.substring(0, by.length() - (by.equals("Statuses") ? 2 : 1));
      found.removeIf(
          e -> !wanted.getFirst().isEmpty() && !wanted.contains(e.body().path(field).asText()));
    }
    String asked = call.query("page");
    int size = Office.size(call.query("pageSize"), 100, 1000);
    int page = Office.size(asked, 1, Integer.MAX_VALUE);
    Slice<Entry> slice =
        asked == null
            ? Slice.at(found, 0, Integer.MAX_VALUE)
            : Slice.at(found, (page - 1) * size, size);
    return answered(
        kind,
        slice.items(),
        asked == null
            ? null
            : object(
                "page",
                page,
                "pageSize",
                size,
                "pageCount",
                (found.size() + size - 1) / size,
                "itemCount",
                found.size()));
  }

  private static Optional<Instant> moment(String header) {
    try {
      return Optional.of(
          Instant.from(java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
    } catch (java.time.DateTimeException notHttp) {
      return Times.read(header);
    }
  }

  private static boolean fits(String held, String operator, String value) {
    return switch (operator) {
      case "==" -> held.equalsIgnoreCase(value);
      case "!=" -> !held.equalsIgnoreCase(value);
      default -> held.contains(value);
    };
  }

  private static Answer answered(String kind, List<Entry> entries, @Nullable ObjectNode pages) {
    ObjectNode answer =
        object(
            "Id", "b15bb0f2-ba2c-40b0-9d7c-96f0b2d8c3a1",
            "Status", "OK",
            "ProviderName", "Mainstem",
            "DateTimeUTC", "/Date(1772449500000)/");
    if (pages != null && !kind.equals("Quotes")) { // whose pages are not told
      answer.set("pagination", pages);
    }
    answer.set(kind, Json.list(entries.stream().map(Entry::body).toList()));
    return Answer.json(200, answer);
  }

  private static Answer one(Office office, Call call) {
    tenant(office, call);
    String kind = call.part(0);
    Optional<Entry> numbered =
        office.records().live(kind).stream()
            .filter(e -> e.body().path("InvoiceNumber").asText().equals(call.part(1)))
            .findFirst();
    Entry entry =
        numbered
            .or(() -> office.records().any(kind, call.part(1)))
            .orElseThrow(() -> new Refusal(Why.NOT_FOUND, call.part(1)));
    return answered(kind, List.of(entry), null);
  }

  private static Answer write(Office office, Call call, boolean onlyNew) {
    tenant(office, call);
    String kind = call.part(0);
    String key = call.header("Idempotency-Key");
    return office.once(
        key,
        call,
        () -> {
          ObjectNode body = Office.body(call);
          List<Entry> written = new ArrayList<>();
          for (JsonNode one : body.path(kind).isArray() ? body.path(kind) : array(body)) {
            written.add(write(office, call, kind, one.deepCopy(), onlyNew, key));
          }
          return answered(kind, written, null);
        });
  }

  private static Entry write(
      Office office,
      Call call,
      String kind,
      ObjectNode body,
      boolean onlyNew,
      @Nullable String key) {
    String field = Objects.requireNonNull(IDS.get(kind));
    String id =
        call.parts().size() > 1 && !call.part(1).isEmpty() ? call.part(1) : Json.text(body, field);
    String natural = kind.equals("Contacts") ? "Name" : "InvoiceNumber";
    String name = Json.text(body, natural);
    Optional<Entry> held =
        office.records().live(kind).stream()
            .filter(
                e ->
                    e.id().equals(id)
                        || (name != null && e.body().path(natural).asText().equals(name)))
            .findFirst();
    if (held.isPresent() && onlyNew) {
      throw new Refusal(Why.INVALID, "The " + natural + " " + name + " is already assigned");
    }
    if (held.isEmpty() && kind.equals("Contacts") && name == null) {
      throw new Refusal(Why.INVALID, "The contact name must be specified");
    }
    if (held.isEmpty() && kind.equals("Invoices")) {
      check(office, body);
    }
    return held.isPresent()
        ? office.change(call, kind, held.get().id(), body)
        : office.create(call, kind, body, key);
  }

  private static void check(Office office, ObjectNode body) {
    if (!body.path("Type").asText().matches("ACCREC|ACCPAY")) {
      throw new Refusal(Why.INVALID, "Type: not a valid invoice type");
    }
    JsonNode contact = body.path("Contact");
    Optional<Entry> known = office.records().get("Contacts", contact.path("ContactID").asText());
    if (known.isEmpty() && Json.text(contact, "Name") == null) {
      throw new Refusal(Why.INVALID, "A Contact must be specified for this type of transaction");
    }
    known.ifPresent(
        entry -> body.withObjectProperty("Contact").set("Name", entry.body().path("Name")));
    if (!body.path("Status").asText("DRAFT").equals("DRAFT") && body.path("LineItems").isEmpty()) {
      throw new Refusal(Why.INVALID, "One or more line items must be specified");
    }
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events(office));
  }

  private static final class Events implements Hooks {
    private final Office office;
    private final AtomicInteger sequence = new AtomicInteger(1);

    Events(Office office) {
      this.office = office;
    }

    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      List<String> events = new ArrayList<>();
      List<String> keys = new ArrayList<>();
      for (Change change : changes) {
        if (!change.entry().kind().equals("Payments")) {
          String type = change.action() == Change.Action.CREATED ? "CREATE" : "UPDATE";
          String at = Times.millis(change.entry().updated()).replace("Z", "");
          events.add(event(change.entry(), type, at));
          keys.add(change.entry().id() + "+" + type + "+" + at);
        }
      }
      if (events.isEmpty()) {
        return List.of();
      }
      int first = sequence.getAndAdd(events.size());
      String body =
          "{\"events\":["
              + String.join(",", events)
              + "],\"firstEventSequence\": "
              + first
              + ",\"lastEventSequence\": "
              + (first + events.size() - 1)
              + ", \"entropy\": \"SIMENTROPY"
              + first
              + "\"}";
      return List.of(new Letter("application/json", attempt -> body, Map.of(), keys));
    }

    private String event(Entry entry, String type, String at) {
      return ("{\n  \"resourceUrl\": \"%s/api.xro/2.0/%s/%s\",\n  \"resourceId\": \"%s\",\n"
              + "  \"eventDateUtc\": \"%s\",\n  \"eventType\": \"%s\",\n"
              + "  \"eventCategory\": \"%s\",\n  \"tenantId\": \"%s\",\n"
              + "  \"tenantType\": \"ORGANISATION\"\n}")
          .formatted(
              office.address(),
              entry.kind(),
              entry.id(),
              entry.id(),
              at,
              type,
              entry.kind().equals("Invoices") ? "INVOICE" : "CONTACT",
              office.secret("tenant_id"));
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.base64("x-xero-signature", "{body}");
    }

    /** Rightly signed must get an empty 200, wrongly signed 401. */
    @Override
    public @Nullable String shakeHands(Subscription with, Messenger messenger)
        throws InterruptedException {
      Letter empty =
          new Letter(
              "application/json",
              attempt ->
                  "{\"events\":[],\"firstEventSequence\": 0,\"lastEventSequence\": 0,"
                      + " \"entropy\": \"SIMHANDSHAKE\"}",
              Map.of(),
              List.of());
      Messenger.Reply good = messenger.post(empty, with, with.secret(), 0);
      Messenger.Reply bad = messenger.post(empty, with, with.secret() + "x", 0);
      boolean right = good.status() == 200 && good.body().isEmpty() && bad.status() == 401;
      with.live(right);
      return right
          ? null
          : "Intent to receive: rightly signed "
              + good.status()
              + ", wrongly signed "
              + bad.status();
    }

    @Override
    public boolean accepts(int status) {
      return status == 200;
    }
  }
}
