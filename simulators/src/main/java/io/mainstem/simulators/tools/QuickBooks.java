package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.QueryText;
import io.mainstem.simulators.vendor.Records;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Tokens;
import io.mainstem.simulators.vendor.Vendor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * QuickBooks Online: queries as text, changes since a moment ({@code cdc}), SyncToken on updates,
 * {@code requestid} on writes, rotating refresh tokens; webhooks in either body format:
 * CloudEvents, or the older one where the subscription's terms say {@code format: legacy}.
 */
public final class QuickBooks implements Vendor {
  private static final List<String> NAMES =
      List.of("Customer", "Vendor", "Item", "Account", "Employee");
  private static final Set<String> OWING = Set.of("Invoice", "Bill", "CreditMemo");
  private static final int LONGEST_PAGE = 1000;

  @Override
  public String name() {
    return "quickbooks";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "client_id", "qb-client",
        "client_secret", "qb-client-secret",
        "refresh_token", "qb-refresh",
        "realm_id", "9341453172064001",
        "webhook_secret", "qb-verifier-token");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("Customer", 0, QuickBooks::customer),
                kind("Vendor", 1000, QuickBooks::vendor),
                kind("Item", 2000, QuickBooks::item),
                kind("Account", 3000, QuickBooks::account),
                kind("Invoice", 10_000, QuickBooks::invoice),
                kind("Payment", 20_000, QuickBooks::payment),
                kind("Bill", 30_000, QuickBooks::bill)));
    kinds.addAll(Invented.kinds("quickbooks", QuickBooks::stamp));
    return List.copyOf(kinds);
  }

  private static Kind kind(String name, long from, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> String.valueOf(from + n), sample, QuickBooks::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("domain", "QBO").put("sparse", false);
    body.put("Id", entry.id()).put("SyncToken", String.valueOf(entry.version()));
    body.set(
        "MetaData",
        object(
            "CreateTime", Times.millis(entry.created()),
            "LastUpdatedTime", Times.millis(entry.updated())));
    if (body.has("Line") && !entry.kind().equals("JournalEntry")) {
      BigDecimal total = BigDecimal.ZERO;
      for (JsonNode line : body.path("Line")) {
        boolean counts = !line.path("DetailType").asText().equals("SubTotalLineDetail");
        total = counts ? total.add(line.path("Amount").decimalValue()) : total;
      }
      body.put("TotalAmt", total);
      if (OWING.contains(entry.kind()) && !body.has("Balance")) {
        body.put("Balance", total);
      }
    }
    if (entry.kind().equals("Invoice") && !body.has("DocNumber")) {
      body.put("DocNumber", String.valueOf(1000 + entry.number()));
    }
    if (NAMES.contains(entry.kind()) && !body.has("Active")) {
      body.put("Active", true);
    }
  }

  private static ObjectNode currency() {
    return object("value", "GBP", "name", "British Pound Sterling");
  }

  private static ObjectNode customer(long n) {
    Cast who = Cast.of(n);
    return object(
        "Taxable", true,
        "BillAddr",
            object(
                "Id", String.valueOf(500 + n),
                "Line1", who.street(),
                "City", who.town(),
                "Country", "United Kingdom",
                "PostalCode", who.postcode()),
        "Job", false,
        "BillWithParent", false,
        "Balance", BigDecimal.ZERO,
        "BalanceWithJobs", BigDecimal.ZERO,
        "CurrencyRef", currency(),
        "PreferredDeliveryMethod", "Email",
        "GivenName", who.given(),
        "FamilyName", who.family(),
        "FullyQualifiedName", who.company(),
        "CompanyName", who.company(),
        "DisplayName", who.company() + " " + n,
        "PrintOnCheckName", who.company(),
        "Active", true,
        "PrimaryPhone", object("FreeFormNumber", who.phone()),
        "PrimaryEmailAddr", object("Address", who.email()));
  }

  private static ObjectNode vendor(long n) {
    Cast who = Cast.of(700 + n);
    return object(
        "Balance",
        BigDecimal.ZERO,
        "Vendor1099",
        false,
        "CurrencyRef",
        currency(),
        "CompanyName",
        who.company(),
        "DisplayName",
        who.company() + " " + n,
        "Active",
        true,
        "PrimaryEmailAddr",
        object("Address", who.email()));
  }

  private static ObjectNode item(long n) {
    return object(
        "Name",
        "Service " + n,
        "Sku",
        "SKU-" + n,
        "Description",
        "Design, day " + n,
        "Active",
        true,
        "FullyQualifiedName",
        "Service " + n,
        "Taxable",
        true,
        "UnitPrice",
        BigDecimal.valueOf(400 + n),
        "Type",
        "Service",
        "IncomeAccountRef",
        object("value", "3001", "name", "Sales"),
        "TrackQtyOnHand",
        false);
  }

  private static ObjectNode account(long n) {
    return object(
        "Name",
        n == 1 ? "Sales" : "Account " + n,
        "SubAccount",
        false,
        "FullyQualifiedName",
        n == 1 ? "Sales" : "Account " + n,
        "Active",
        true,
        "Classification",
        "Revenue",
        "AccountType",
        "Income",
        "AccountSubType",
        "SalesOfProductIncome",
        "CurrentBalance",
        BigDecimal.ZERO,
        "CurrencyRef",
        currency());
  }

  private static ObjectNode invoice(long n) {
    BigDecimal amount = BigDecimal.valueOf(25_000 + 1_050 * n, 2);
    return object(
        "TxnDate",
        "2026-02-02",
        "DueDate",
        "2026-03-04",
        "CurrencyRef",
        currency(),
        "EmailStatus",
        "NotSet",
        "PrivateNote",
        "seeded",
        "CustomerRef",
        object("value", String.valueOf(n), "name", customer(n).path("DisplayName")),
        "BillEmail",
        object("Address", Cast.of(n).email()),
        "Line",
        array(
            object(
                "Id",
                "1",
                "LineNum",
                1,
                "Description",
                "Design work",
                "Amount",
                amount,
                "DetailType",
                "SalesItemLineDetail",
                "SalesItemLineDetail",
                object(
                    "ItemRef",
                    object("value", "2001", "name", "Service 1"),
                    "UnitPrice",
                    amount,
                    "Qty",
                    1)),
            object(
                "Amount",
                amount,
                "DetailType",
                "SubTotalLineDetail",
                "SubTotalLineDetail",
                object())));
  }

  private static ObjectNode payment(long n) {
    BigDecimal amount = BigDecimal.valueOf(25_000 + 1_050 * n, 2);
    return object(
        "TxnDate",
        "2026-02-20",
        "CurrencyRef",
        currency(),
        "CustomerRef",
        object("value", String.valueOf(n)),
        "TotalAmt",
        amount,
        "UnappliedAmt",
        BigDecimal.ZERO,
        "Line",
        array(
            object(
                "Amount",
                amount,
                "LinkedTxn",
                array(object("TxnId", String.valueOf(10_000 + n), "TxnType", "Invoice")))));
  }

  private static ObjectNode bill(long n) {
    return object(
        "TxnDate", "2026-02-03",
        "DueDate", "2026-03-05",
        "CurrencyRef", currency(),
        "VendorRef", object("value", String.valueOf(1000 + n)),
        "Line",
            array(
                object(
                    "Id",
                    "1",
                    "Amount",
                    BigDecimal.valueOf(8_000 + n, 2),
                    "DetailType",
                    "AccountBasedExpenseLineDetail",
                    "AccountBasedExpenseLineDetail",
                    object("AccountRef", object("value", "3001")))));
  }

  @Override
  public String limit() {
    return "500/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    ObjectNode error =
        object(
            "Message", refusal.words(),
            "Detail", refusal.words(),
            "code", refusal.code(refusal.why() == Why.NOT_FOUND ? "610" : "2010"),
            "element", "");
    return switch (refusal.why()) {
      case UNAUTHENTICATED -> fault(401, "3200", "AUTHENTICATION", "AuthenticationFailed");
      case FORBIDDEN -> fault(403, "3100", "AUTHORIZATION", "ApplicationAuthorizationFailed");
      case RATE_LIMITED -> fault(429, "3001", "SYSTEM", "ThrottleExceeded");
      case INVALID, NOT_FOUND, CONFLICT ->
          Answer.json(
              400,
              object(
                  "Fault", object("Error", array(error), "type", "ValidationFault"), "time", ""));
    };
  }

  private static Answer fault(int status, String code, String type, String word) {
    String message = "message=" + word + "; errorCode=00" + code + "; statusCode=" + status;
    return Answer.json(
        status,
        object(
            "fault",
            object("error", array(object("message", message, "code", code)), "type", type)));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofHours(1), true);
    office.guardedBy(Credential.bearer(tokens));
    String company = "/v3/company/" + office.secret("realm_id");
    office
        .open(
            "POST",
            "/oauth2/v1/tokens/bearer",
            call -> tokens.answer(call, object("x_refresh_token_expires_in", 8_726_400)))
        .on("GET", company + "/query", call -> query(office, call.query("query", "")))
        .on("POST", company + "/query", call -> query(office, call.body()))
        .on("GET", company + "/cdc", call -> changes(office, call))
        .on("GET", company + "/([a-z]+)/([^/]+)", call -> one(office, call))
        .on("POST", company + "/([a-z]+)", call -> write(office, call));
  }

  private static String kind(Office office, String lower) {
    return office.records().kinds().stream()
        .filter(kind -> kind.toLowerCase(Locale.ROOT).equals(lower.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new Refusal(Why.INVALID, "4000", "Unsupported operation: " + lower));
  }

  private static Answer query(Office office, String text) {
    QueryText query = QueryText.of(text, 100);
    if (query.most() > LONGEST_PAGE || query.start() < 1) {
      throw new Refusal(Why.INVALID, "4001", "Invalid query: maxresults is at most 1000");
    }
    String kind = kind(office, query.from());
    List<Entry> found = query.select(office.records().live(kind));
    if (NAMES.contains(kind) && !query.asksAbout("Active")) {
      found.removeIf(entry -> !entry.body().path("Active").asBoolean(true));
    }
    if (query.fields().getFirst().equalsIgnoreCase("count(*)")) {
      return answer(office, "QueryResponse", object("totalCount", found.size()));
    }
    int from = Math.min(query.start() - 1, found.size());
    List<Entry> page = found.subList(from, Math.min(from + query.most(), found.size()));
    ObjectNode response = object();
    if (!page.isEmpty()) {
      response.set(kind, Json.list(page.stream().map(Entry::body).toList()));
      response.put("startPosition", query.start()).put("maxResults", page.size());
    }
    return answer(office, "QueryResponse", response);
  }

  private static Answer changes(Office office, Call call) {
    Instant since =
        Times.read(call.query("changedSince"))
            .orElseThrow(() -> new Refusal(Why.INVALID, "2050", "changedSince is required"));
    if (since.isBefore(office.now().minus(Duration.ofDays(30)))) {
      throw new Refusal(Why.INVALID, "5030", "changedSince is more than 30 days ago");
    }
    ArrayNode responses = array();
    for (String name : call.query("entities", "").split(",", -1)) {
      String kind = kind(office, name.strip());
      List<JsonNode> rows = new ArrayList<>();
      for (Entry entry : office.records().where(kind, e -> e.updated().isAfter(since))) {
        rows.add(
            entry.deleted()
                ? object(
                    "domain",
                    "QBO",
                    "status",
                    "Deleted",
                    "Id",
                    entry.id(),
                    "MetaData",
                    entry.body().path("MetaData"))
                : entry.body());
      }
      ObjectNode response = object();
      if (!rows.isEmpty()) {
        response.set(kind, Json.list(rows));
        response.put("startPosition", 1).put("maxResults", rows.size());
      }
      responses.add(response);
    }
    return answer(office, "CDCResponse", array(object("QueryResponse", responses)));
  }

  private static Answer one(Office office, Call call) {
    String kind = kind(office, call.part(0));
    return answer(office, kind, office.found(kind, call.part(1)).body());
  }

  private static Answer write(Office office, Call call) {
    String kind = kind(office, call.part(0));
    return office.once(
        call.query("requestid"),
        call,
        () -> {
          ObjectNode body = Office.body(call);
          String id = Json.text(body, "Id");
          Entry entry =
              id == null ? create(office, call, kind, body) : update(office, call, kind, body, id);
          return answer(
              office,
              kind,
              entry.deleted()
                  ? object("domain", "QBO", "status", "Deleted", "Id", entry.id())
                  : entry.body());
        });
  }

  private static Entry create(Office office, Call call, String kind, ObjectNode body) {
    if (kind.equals("Customer") || kind.equals("Vendor")) {
      String name = Json.text(body, "DisplayName");
      if (name == null
          && Json.text(body, "GivenName") == null
          && Json.text(body, "FamilyName") == null) {
        throw new Refusal(Why.INVALID, "2020", "Required param missing: DisplayName");
      }
      boolean taken =
          office.records().live(kind).stream()
              .anyMatch(held -> held.body().path("DisplayName").asText().equals(name));
      if (taken) {
        throw new Refusal(Why.INVALID, "6240", "Duplicate Name Exists Error");
      }
    }
    if (kind.equals("Invoice")) {
      if (body.path("Line").isEmpty()) {
        throw new Refusal(Why.INVALID, "2020", "Required param missing: Line");
      }
      for (JsonNode line : body.path("Line")) {
        if (!line.path("Amount").isNumber() || Json.text(line, "DetailType") == null) {
          throw new Refusal(Why.INVALID, "2020", "Required param missing: Amount, DetailType");
        }
      }
      String customer = body.at("/CustomerRef/value").asText();
      if (office.records().get("Customer", customer).isEmpty()) {
        throw new Refusal(Why.INVALID, "2500", "Invalid Reference Id: CustomerRef " + customer);
      }
    }
    return office.create(call, kind, body, call.query("requestid"));
  }

  private static Entry update(Office office, Call call, String kind, ObjectNode body, String id) {
    Entry held = office.found(kind, id);
    if (!String.valueOf(held.version()).equals(Json.text(body, "SyncToken"))) {
      throw new Refusal(Why.INVALID, "5010", "Stale Object Error");
    }
    if ("delete".equals(call.query("operation"))) {
      return office.delete(call, kind, id);
    }
    boolean sparse = body.path("sparse").asBoolean();
    return office.put(call, kind, id, sparse ? Records.overlay(held.copy(), body) : body);
  }

  private static Answer answer(Office office, String name, JsonNode value) {
    return Answer.json(200, object(name, value, "time", Times.millis(office.now())));
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Notifications(office.secret("realm_id")));
  }

  /** One POST for everything that changed in a company at about the same time. */
  private record Notifications(String realm) implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      boolean legacy = to.terms().path("format").asText().equals("legacy");
      ArrayNode events = array();
      List<String> keys = new ArrayList<>();
      for (Change change : changes) {
        events.add(legacy ? entity(change) : cloudEvent(change));
        keys.add(legacy ? legacyKey(change) : events.get(events.size() - 1).path("id").asText());
      }
      JsonNode body =
          legacy
              ? object(
                  "eventNotifications",
                  array(object("realmId", realm, "dataChangeEvent", object("entities", events))))
              : events;
      return List.of(Letter.json(body, keys.toArray(String[]::new)));
    }

    private ObjectNode cloudEvent(Change change) {
      Entry entry = change.entry();
      String word =
          change.survivor() == null ? change.word("created", "updated", "deleted") : "merged";
      return object(
          "specversion",
          "1.0",
          "id",
          "qb-" + entry.kind() + "-" + entry.id() + "-" + entry.version(),
          "source",
          "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",
          "type",
          "qbo." + entry.kind().toLowerCase(Locale.ROOT) + "." + word + ".v1",
          "datacontenttype",
          "application/json",
          "time",
          Times.millis(entry.updated()),
          "intuitentityid",
          Objects.requireNonNullElse(change.survivor(), entry.id()),
          "intuitaccountid",
          realm,
          "data",
          change.survivor() == null ? object() : object("deletedId", entry.id()));
    }

    private static ObjectNode entity(Change change) {
      Entry entry = change.entry();
      ObjectNode entity =
          object(
              "name", entry.kind(),
              "id", Objects.requireNonNullElse(change.survivor(), entry.id()),
              "operation",
                  change.survivor() == null ? change.word("Create", "Update", "Delete") : "Merge",
              "lastUpdated", Times.millis(entry.updated()));
      if (change.survivor() != null) {
        entity.put("deletedId", entry.id());
      }
      return entity;
    }

    private String legacyKey(Change change) {
      ObjectNode entity = entity(change);
      return String.join(
          "+",
          realm,
          entity.path("name").asText(),
          entity.path("id").asText(),
          entity.path("operation").asText(),
          entity.path("lastUpdated").asText());
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.base64("intuit-signature", "{body}");
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(3);
    }
  }
}
