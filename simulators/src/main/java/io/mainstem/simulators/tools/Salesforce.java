package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Cast;
import io.mainstem.simulators.vendor.Credential;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Invented;
import io.mainstem.simulators.vendor.Kind;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.QueryText;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Tokens;
import io.mainstem.simulators.vendor.Vendor;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/**
 * Salesforce's REST API: the address to call comes with the token, SOQL, {@code nextRecordsUrl},
 * upsert by an external id, a daily quota told in {@code Sforce-Limit-Info}. It sends no webhooks.
 */
public final class Salesforce implements Vendor {
  private static final String DATA = "/services/data/v\\d\\d\\.0";
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "Account", List.of("Name"),
          "Contact", List.of("LastName"),
          "Lead", List.of("LastName", "Company"),
          "Opportunity", List.of("Name", "StageName", "CloseDate"));
  private static final int DAILY_CALLS = 15_000;
  private static final int LONGEST_PAGE = 2000;

  private final Map<String, List<Entry>> cursors = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public String name() {
    return "salesforce";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "client_id", "sf-client",
        "client_secret", "sf-client-secret",
        "refresh_token", "sf-refresh",
        "username", "integration@example.com");
  }

  @Override
  public boolean signsAssertions() {
    return true;
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("Account", "001", Salesforce::account),
                kind("Contact", "003", Salesforce::contact),
                kind("Opportunity", "006", Salesforce::opportunity),
                kind("Lead", "00Q", Salesforce::lead)));
    kinds.addAll(Invented.kinds("salesforce", Salesforce::stamp));
    return List.copyOf(kinds);
  }

  private static Kind kind(String name, String prefix, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> id(prefix, n), sample, Salesforce::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("Id", entry.id());
    if (!entry.kind().equals("User")) { // which nobody can delete
      body.put("IsDeleted", entry.deleted());
    }
    body.put("CreatedDate", Times.salesforce(entry.created()));
    body.put("LastModifiedDate", Times.salesforce(entry.updated()));
    body.put("SystemModstamp", Times.salesforce(entry.updated()));
  }

  private static String id(String prefix, long n) {
    return prefix + String.format(Locale.ROOT, "Sk%010dAAA", n);
  }

  private static ObjectNode account(long n) {
    Cast who = Cast.of(n);
    return object(
        "Name",
        who.company(),
        "Type",
        "Customer - Direct",
        "Industry",
        "Retail",
        "Phone",
        who.phone(),
        "Website",
        "www." + who.family().toLowerCase(Locale.ROOT) + n + ".example",
        "BillingStreet",
        who.street(),
        "BillingCity",
        who.town(),
        "BillingPostalCode",
        who.postcode(),
        "BillingCountry",
        "United Kingdom",
        "AccountNumber",
        "AC-" + n,
        "NumberOfEmployees",
        12,
        "AnnualRevenue",
        new BigDecimal("250000.0"),
        "OwnerId",
        id("005", 1));
  }

  private static ObjectNode contact(long n) {
    Cast who = Cast.of(n);
    return object(
        "AccountId", id("001", n),
        "Salutation", "Ms.",
        "FirstName", who.given(),
        "LastName", who.family(),
        "Name", who.name(),
        "Email", who.email(),
        "Phone", who.phone(),
        "MobilePhone", null,
        "Title", "Buyer",
        "MailingStreet", who.street(),
        "MailingCity", who.town(),
        "MailingPostalCode", who.postcode(),
        "MailingCountry", "United Kingdom",
        "OwnerId", id("005", 1));
  }

  private static ObjectNode opportunity(long n) {
    return object(
        "AccountId",
        id("001", n),
        "Name",
        Cast.of(n).company() + " order " + n,
        "StageName",
        n % 3 == 0 ? "Closed Won" : "Prospecting",
        "Amount",
        new BigDecimal(1000 + n + ".0"),
        "Probability",
        new BigDecimal("10.0"),
        "CloseDate",
        "2026-04-30",
        "IsClosed",
        n % 3 == 0,
        "IsWon",
        n % 3 == 0,
        "CurrencyIsoCode",
        "GBP",
        "OwnerId",
        id("005", 1));
  }

  private static ObjectNode lead(long n) {
    Cast who = Cast.of(900 + n);
    return object(
        "FirstName", who.given(),
        "LastName", who.family(),
        "Name", who.name(),
        "Company", who.company(),
        "Email", who.email(),
        "Phone", who.phone(),
        "Status", "Open - Not Contacted",
        "LeadSource", "Web",
        "IsConverted", false);
  }

  @Override
  public String limit() {
    return "100/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return switch (refusal.why()) {
      case UNAUTHENTICATED -> error(401, "INVALID_SESSION_ID", "Session expired or invalid");
      case FORBIDDEN -> error(403, "INSUFFICIENT_ACCESS", refusal.words());
      case RATE_LIMITED -> error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
      case NOT_FOUND -> error(404, "NOT_FOUND", "The requested resource does not exist");
      case INVALID, CONFLICT -> error(400, refusal.code("JSON_PARSER_ERROR"), refusal.words());
    };
  }

  private static Answer error(int status, String code, String message) {
    return Answer.json(status, array(object("message", message, "errorCode", code)));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofHours(2), false);
    office.guardedBy(Credential.bearer(tokens));
    String record = DATA + "/sobjects/([A-Za-z_]+)/([^/]+)";
    office
        .open(
            "POST",
            "/services/oauth2/token",
            call ->
                tokens.answer(
                    call,
                    object(
                        "instance_url",
                        call.base(),
                        "id",
                        call.base() + "/id/00DSk0000001/005Sk0000001",
                        "issued_at",
                        String.valueOf(office.now().toEpochMilli()),
                        "scope",
                        "api refresh_token")))
        .on("GET", DATA + "/query", call -> counted(query(office, call, false)))
        .on("GET", DATA + "/queryAll", call -> counted(query(office, call, true)))
        .on("GET", DATA + "/query/([^/]+)-(\\d+)", call -> counted(more(office, call)))
        .on("POST", DATA + "/sobjects/([A-Za-z_]+)/?", call -> counted(create(office, call)))
        .on("GET", record, call -> counted(one(office, call, call.part(1))))
        .on("PATCH", record, call -> counted(update(office, call)))
        .on("DELETE", record, call -> counted(delete(office, call)))
        .on("GET", record + "/([^/]+)", call -> counted(one(office, call, external(office, call))))
        .on("PATCH", record + "/([^/]+)", call -> counted(upsert(office, call)));
  }

  private Answer counted(Answer answer) {
    return answer.with(
        "Sforce-Limit-Info", "api-usage=" + calls.incrementAndGet() + "/" + DAILY_CALLS);
  }

  private static String type(Office office, String name) {
    return office.records().kinds().stream()
        .filter(kind -> kind.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    Why.INVALID, "INVALID_TYPE", "sObject type '" + name + "' is not supported."));
  }

  private Answer query(Office office, Call call, boolean deletedToo) {
    QueryText query = QueryText.of(call.query("q", ""), Integer.MAX_VALUE);
    String type = type(office, query.from());
    List<Entry> found =
        query.select(
            deletedToo ? office.records().where(type, e -> true) : office.records().live(type));
    if (query.fields().getFirst().equalsIgnoreCase("count()")) {
      return Answer.json(200, object("totalSize", found.size(), "done", true, "records", array()));
    }
    int from = Math.min(query.start() - 1, found.size());
    int to = (int) Math.min((long) from + query.most(), found.size());
    List<Entry> rows = new ArrayList<>();
    for (Entry entry : found.subList(from, to)) {
      rows.add(only(query.fields(), entry));
    }
    String locator = "01gSk" + String.format(Locale.ROOT, "%010d", cursors.size() + 1);
    cursors.put(locator, rows);
    return page(office, locator, 0);
  }

  private static Entry only(List<String> fields, Entry entry) {
    ObjectNode chosen =
        object(
            "attributes",
            object(
                "type",
                entry.kind(),
                "url",
                "/services/data/v62.0/sobjects/" + entry.kind() + "/" + entry.id()));
    for (String field : fields) {
      if (field.toUpperCase(Locale.ROOT).startsWith("FIELDS(")) {
        chosen.setAll(entry.body());
      } else {
        JsonNode value = entry.body().at("/" + field.replace('.', '/'));
        chosen.set(field, value.isMissingNode() ? object().nullNode() : value);
      }
    }
    return new Entry(
        entry.kind(),
        entry.id(),
        entry.number(),
        entry.created(),
        entry.updated(),
        entry.version(),
        entry.deleted(),
        chosen);
  }

  private Answer more(Office office, Call call) {
    if (!cursors.containsKey(call.part(0))) {
      throw new Refusal(Why.INVALID, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return page(office, call.part(0), Integer.parseInt(call.part(1)));
  }

  private Answer page(Office office, String locator, int from) {
    List<Entry> rows = Objects.requireNonNull(cursors.get(locator));
    Slice<Entry> slice = Slice.at(rows, from, office.capped(null, LONGEST_PAGE, LONGEST_PAGE));
    ObjectNode answer = object("totalSize", rows.size(), "done", !slice.more());
    if (slice.more()) {
      answer.put(
          "nextRecordsUrl",
          "/services/data/v62.0/query/" + locator + "-" + (from + slice.items().size()));
    }
    answer.set("records", Json.list(slice.items().stream().map(Entry::body).toList()));
    return Answer.json(200, answer);
  }

  private static Answer one(Office office, Call call, String id) {
    String type = type(office, call.part(0));
    return Answer.json(200, only(List.of("FIELDS(ALL)"), office.found(type, id)).body());
  }

  private static Answer create(Office office, Call call) {
    String type = type(office, call.part(0));
    ObjectNode body = checked(office, type, Office.body(call), true);
    Entry made = office.create(call, type, body, null);
    return Answer.json(201, object("id", made.id(), "success", true, "errors", array()));
  }

  private static Answer update(Office office, Call call) {
    String type = type(office, call.part(0));
    office.change(call, type, call.part(1), checked(office, type, Office.body(call), false));
    return Answer.empty(204);
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, type(office, call.part(0)), call.part(1));
    return Answer.empty(204);
  }

  /** The id of the record whose external id field has the value at the end of the path. */
  private static String external(Office office, Call call) {
    String field = call.part(1);
    String value = URLDecoder.decode(call.part(2).replace("+", "%2B"), StandardCharsets.UTF_8);
    if (!field.endsWith("__c")) {
      throw new Refusal(
          Why.INVALID,
          "NOT_FOUND",
          "Provided external ID field does not exist or is not accessible: " + field);
    }
    return office.records().live(type(office, call.part(0))).stream()
        .filter(entry -> entry.body().path(field).asText().equals(value))
        .map(Entry::id)
        .findFirst()
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, value));
  }

  private static Answer upsert(Office office, Call call) {
    String type = type(office, call.part(0));
    ObjectNode body = Office.body(call);
    if (body.has(call.part(1)) || body.has("Id")) {
      throw new Refusal(
          Why.INVALID,
          "INVALID_FIELD",
          "The " + call.part(1) + " field should not be specified in the sobject data.");
    }
    String id;
    try {
      id = external(office, call);
    } catch (Refusal refusal) {
      if (refusal.why() != Why.NOT_FOUND) {
        throw refusal;
      }
      checked(office, type, body, true);
      body.put(
          call.part(1),
          URLDecoder.decode(call.part(2).replace("+", "%2B"), StandardCharsets.UTF_8));
      Entry made = office.create(call, type, body, call.part(2));
      return Answer.json(201, outcome(made.id(), true));
    }
    office.change(call, type, id, checked(office, type, body, false));
    return Answer.json(200, outcome(id, false));
  }

  private static ObjectNode outcome(String id, boolean created) {
    return object("id", id, "success", true, "errors", array(), "created", created);
  }

  private static ObjectNode checked(Office office, String type, ObjectNode body, boolean whole) {
    for (String field : whole ? REQUIRED.getOrDefault(type, List.of()) : List.<String>of()) {
      if (Json.text(body, field) == null) {
        throw new Refusal(
            Why.INVALID, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + field + "]");
      }
    }
    JsonNode account = body.path("AccountId");
    if (account.isTextual() && office.records().get("Account", account.asText()).isEmpty()) {
      throw new Refusal(Why.INVALID, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    }
    return body;
  }
}
