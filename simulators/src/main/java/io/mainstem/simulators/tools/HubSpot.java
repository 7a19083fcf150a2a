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
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Signature;
import io.mainstem.simulators.vendor.Slice;
import io.mainstem.simulators.vendor.Subscription;
import io.mainstem.simulators.vendor.Times;
import io.mainstem.simulators.vendor.Tokens;
import io.mainstem.simulators.vendor.Vendor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's CRM: {@code properties} and {@code associations} on demand, cursors, archived records,
 * searches, batch upserts; thin events, a hundred a POST, signed over method, address, body and a
 * time in milliseconds.
 */
public final class HubSpot implements Vendor {
  private static final int PORTAL = 62_515;
  private static final int BATCH = 100;
  private static final Map<String, String> TYPES =
      Map.of("contacts", "contact", "companies", "company", "deals", "deal");
  private static final Map<String, String> NUMBERS =
      Map.of("0-1", "contacts", "0-2", "companies", "0-3", "deals");

  @Override
  public String name() {
    return "hubspot";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "pat-simulated",
        "client_id", "hs-client",
        "client_secret", "hs-client-secret",
        "refresh_token", "hs-refresh",
        "webhook_secret", "hs-client-secret");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("companies", 30_000_000_000L, HubSpot::company),
                kind("contacts", 20_000_000_000L, HubSpot::contact),
                kind("deals", 40_000_000_000L, HubSpot::deal)));
    kinds.addAll(Invented.kinds("hubspot", HubSpot::stamp));
    return List.copyOf(kinds);
  }

  private static Kind kind(String name, long from, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> String.valueOf(from + n), sample, HubSpot::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("id", entry.id()).put("archived", entry.deleted());
    body.put("createdAt", Times.millis(entry.created()));
    body.put("updatedAt", Times.millis(entry.updated()));
    String modified = entry.kind().equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate";
    if (!entry.kind().equals("owners")) {
      body.withObjectProperty("properties")
          .put("createdate", Times.millis(entry.created()))
          .put(modified, Times.millis(entry.updated()))
          .put("hs_object_id", entry.id());
    }
  }

  private static ObjectNode company(long n) {
    Cast who = Cast.of(n);
    return object(
        "properties",
        object(
            "name", who.company(),
            "domain", who.family().toLowerCase(Locale.ROOT) + n + ".example",
            "phone", who.phone(),
            "address", who.street(),
            "city", who.town(),
            "zip", who.postcode(),
            "country", "United Kingdom",
            "industry", "RETAIL"));
  }

  private static ObjectNode to(String type, String id) {
    return object("results", array(object("id", id, "type", type)));
  }

  private static ObjectNode contact(long n) {
    Cast who = Cast.of(n);
    return object(
        "properties",
            object(
                "email", who.email(),
                "firstname", who.given(),
                "lastname", who.family(),
                "phone", who.phone(),
                "company", who.company(),
                "jobtitle", "Buyer",
                "lifecyclestage", "customer"),
        "associations",
            object("companies", to("contact_to_company", String.valueOf(30_000_000_000L + n))));
  }

  private static ObjectNode deal(long n) {
    return object(
        "properties",
            object(
                "dealname",
                Cast.of(n).company() + " identity " + n,
                "amount",
                String.valueOf(1_000 + 50 * n),
                "deal_currency_code",
                "GBP",
                "dealstage",
                n % 3 == 0 ? "closedwon" : "appointmentscheduled",
                "pipeline",
                "default",
                "closedate",
                "2026-04-30T00:00:00.000Z",
                "hubspot_owner_id",
                null),
        "associations",
            object(
                "companies", to("deal_to_company", String.valueOf(30_000_000_000L + n)),
                "contacts", to("deal_to_contact", String.valueOf(20_000_000_000L + n))));
  }

  @Override
  public String limit() {
    return "100/10s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String category =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "INVALID_AUTHENTICATION";
          case FORBIDDEN -> "MISSING_SCOPES";
          case NOT_FOUND -> "OBJECT_NOT_FOUND";
          case CONFLICT -> "CONFLICT";
          case RATE_LIMITED -> "RATE_LIMITS";
          case INVALID -> "VALIDATION_ERROR";
        };
    return Answer.json(
        refusal.status(),
        object(
            "status",
            "error",
            "message",
            refusal.words(),
            "correlationId",
            "aeb5f871-7f07-4993-9211-075dc63e7cbf",
            "category",
            category));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofMinutes(30), false);
    office.guardedBy(
        Credential.bearer(office.secret("access_token")).or(Credential.bearer(tokens)));
    String objects =
        "/crm/v3/objects/(contacts|companies|deals|0-1|0-2|0-3"
            + "|tickets|products|emails|calls|meetings)";
    office
        .open("POST", "/oauth/v1/token", call -> tokens.answer(call, object()))
        .on("POST", objects + "/search", call -> search(office, call))
        .on("POST", objects + "/batch/upsert", call -> upsert(office, call))
        .on("POST", objects + "/batch/read", call -> read(office, call))
        .on("GET", objects, call -> list(office, call))
        .on("POST", objects, call -> create(office, call))
        .on("GET", objects + "/([^/]+)", call -> one(office, call))
        .on("PATCH", objects + "/([^/]+)", call -> update(office, call))
        .on("DELETE", objects + "/([^/]+)", call -> delete(office, call))
        .on("POST", "/crm/v3/objects/(contacts|companies)/merge", call -> merge(office, call))
        .on("GET", "/crm/v3/owners", call -> owners(office, call));
  }

  private static String kind(Call call) {
    return NUMBERS.getOrDefault(call.part(0), call.part(0));
  }

  private static ObjectNode shown(Entry entry, List<String> properties, String associations) {
    ObjectNode shown = entry.copy();
    JsonNode related = shown.remove("associations");
    ObjectNode chosen = object();
    List<String> wanted = new ArrayList<>(properties);
    if (properties.isEmpty()) {
      shown.path("properties").properties().forEach(m -> wanted.add(m.getKey()));
    }
    wanted.addAll(List.of("createdate", "lastmodifieddate", "hs_lastmodifieddate", "hs_object_id"));
    for (String name : wanted) {
      if (shown.path("properties").has(name.strip())) {
        chosen.set(name.strip(), shown.path("properties").path(name.strip()));
      }
    }
    shown.set("properties", chosen);
    if (related != null && !associations.isEmpty()) {
      ObjectNode asked = object();
      for (String name : associations.split(",", -1)) {
        if (related.has(name)) {
          asked.set(name, related.path(name));
        }
      }
      shown.set("associations", asked);
    }
    return shown;
  }

  private static ObjectNode shown(Entry entry, Call call) {
    String properties = call.query("properties", "");
    return shown(
        entry,
        properties.isEmpty() ? List.of() : List.of(properties.split(",")),
        call.query("associations", ""));
  }

  private static Answer page(List<ObjectNode> rows, Slice<Entry> slice, @Nullable Integer total) {
    ObjectNode answer = object();
    if (total != null) {
      answer.put("total", total);
    }
    answer.set("results", Json.list(rows));
    if (slice.more()) {
      answer.set("paging", object("next", object("after", slice.next())));
    }
    return Answer.json(200, answer);
  }

  private static Answer list(Office office, Call call) {
    boolean archived = call.query("archived", "false").equals("true");
    List<Entry> found = office.records().where(kind(call), e -> e.deleted() == archived);
    int size = office.capped(call.query("limit"), 10, 100);
    Slice<Entry> slice = Slice.after(found, call.query("after"), size);
    return page(slice.items().stream().map(entry -> shown(entry, call)).toList(), slice, null);
  }

  private static Answer owners(Office office, Call call) {
    boolean archived = call.query("archived", "false").equals("true");
    List<Entry> found = office.records().where("owners", e -> e.deleted() == archived);
    int size = office.capped(call.query("limit"), 100, 500);
    Slice<Entry> slice = Slice.after(found, call.query("after"), size);
    return page(slice.items().stream().map(Entry::body).toList(), slice, null);
  }

  private static Answer search(Office office, Call call) {
    JsonNode body = Office.body(call);
    List<Entry> found = office.records().live(kind(call));
    JsonNode groups = body.path("filterGroups");
    found.removeIf(
        entry ->
            !groups.isEmpty()
                && groups
                    .valueStream()
                    .noneMatch(g -> g.path("filters").valueStream().allMatch(f -> fits(entry, f))));
    JsonNode sort = body.path("sorts").path(0);
    String by = sort.path("propertyName").asText(sort.asText());
    if (by.contains("modifieddate")) {
      found.sort(Comparator.comparing(Entry::updated));
      found = sort.path("direction").asText().equals("DESCENDING") ? found.reversed() : found;
    }
    List<String> properties = new ArrayList<>();
    body.path("properties").forEach(name -> properties.add(name.asText()));
    int size = office.capped(Json.text(body, "limit"), 10, 200);
    String after = Json.text(body, "after");
    Slice<Entry> slice = Slice.after(found, "0".equals(after) ? null : after, size);
    return page(
        slice.items().stream().map(entry -> shown(entry, properties, "")).toList(),
        slice,
        found.size());
  }

  private static boolean fits(Entry entry, JsonNode filter) {
    String held =
        entry.body().path("properties").path(filter.path("propertyName").asText()).asText();
    String value = filter.path("value").asText();
    Optional<Instant> time = Times.read(held);
    Instant than =
        value.matches("\\d{12,14}")
            ? Instant.ofEpochMilli(Long.parseLong(value))
            : Times.read(value).orElse(Instant.EPOCH);
    int sign = time.isPresent() ? time.get().compareTo(than) : held.compareToIgnoreCase(value);
    return switch (filter.path("operator").asText()) {
      case "EQ" -> sign == 0;
      case "NEQ" -> sign != 0;
      case "GT" -> sign > 0;
      case "GTE" -> sign >= 0;
      case "LT" -> sign < 0;
      case "LTE" -> sign <= 0;
      case "HAS_PROPERTY" -> !held.isEmpty();
      case "NOT_HAS_PROPERTY" -> held.isEmpty();
      case "CONTAINS_TOKEN" ->
          held.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      case "IN" -> filter.path("values").valueStream().anyMatch(v -> v.asText().equals(held));
      default -> throw new Refusal(Why.INVALID, "operator is not valid");
    };
  }

  /** By its id, or by a property that is unique. */
  private static Optional<Entry> named(Office office, String kind, String id, @Nullable String by) {
    if (by == null || by.equals("id") || by.equals("hs_object_id")) {
      return office.records().get(kind, id);
    }
    String value = URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
    return office.records().live(kind).stream()
        .filter(e -> e.body().path("properties").path(by).asText().equalsIgnoreCase(value))
        .findFirst();
  }

  private static Entry named(Office office, Call call) {
    return named(office, kind(call), call.part(1), call.query("idProperty"))
        .orElseThrow(
            () -> new Refusal(Why.NOT_FOUND, "Object not found. objectId are usually numeric."));
  }

  private static Answer one(Office office, Call call) {
    return Answer.json(200, shown(named(office, call), call));
  }

  private static Answer read(Office office, Call call) {
    JsonNode body = Office.body(call);
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode input : body.path("inputs")) {
      named(office, kind(call), input.path("id").asText(), Json.text(body, "idProperty"))
          .ifPresent(entry -> found.add(shown(entry, List.of(), "")));
    }
    return Answer.json(200, object("status", "COMPLETE", "results", found));
  }

  private static ObjectNode properties(JsonNode body) {
    if (!(body.path("properties") instanceof ObjectNode properties)) {
      throw new Refusal(Why.INVALID, "Invalid input JSON: properties is required");
    }
    properties
        .properties()
        .forEach(
            member -> {
              if (!member.getValue().isTextual() && !member.getValue().isNull()) {
                properties.put(member.getKey(), member.getValue().asText());
              }
            });
    return properties;
  }

  private static Answer create(Office office, Call call) {
    ObjectNode body = Office.body(call);
    ObjectNode properties = properties(body);
    String email = Json.text(properties, "email");
    if (kind(call).equals("contacts") && email != null) {
      named(office, "contacts", email, "email")
          .ifPresent(
              held -> {
                throw new Refusal(
                    Why.CONFLICT, "Contact already exists. Existing ID: " + held.id());
              });
    }
    ObjectNode made = object("properties", properties);
    for (JsonNode association : body.path("associations")) {
      String id = association.at("/to/id").asText();
      for (String kind : TYPES.keySet()) {
        if (office.records().get(kind, id).isPresent()) {
          made.withObjectProperty("associations")
              .set(kind, to(TYPES.get(kind(call)) + "_to_" + TYPES.get(kind), id));
        }
      }
    }
    return Answer.json(201, shown(office.create(call, kind(call), made, null), List.of(), ""));
  }

  private static Answer update(Office office, Call call) {
    ObjectNode patch = object("properties", properties(Office.body(call)));
    Entry entry = office.change(call, kind(call), named(office, call).id(), patch);
    return Answer.json(200, shown(entry, List.of(), ""));
  }

  private static Answer upsert(Office office, Call call) {
    List<JsonNode> results = new ArrayList<>();
    List<JsonNode> errors = new ArrayList<>();
    for (JsonNode input : Office.body(call).path("inputs")) {
      String by = Json.text(input, "idProperty");
      Optional<Entry> held = named(office, kind(call), input.path("id").asText(), by);
      if (input.path("id").asText().isBlank()) {
        errors.add(
            object(
                "status", "error",
                "category", "VALIDATION_ERROR",
                "message", "id is required",
                "context",
                    object(
                        "objectWriteTraceId", array(input.path("objectWriteTraceId").asText()))));
        continue;
      }
      ObjectNode properties = properties(input);
      if (by != null && held.isEmpty()) {
        properties.put(by, input.path("id").asText());
      }
      ObjectNode body = object("properties", properties);
      Entry entry =
          held.isPresent()
              ? office.change(call, kind(call), held.get().id(), body)
              : office.create(call, kind(call), body, null);
      results.add(
          shown(entry, List.of(), "")
              .put("new", held.isEmpty())
              .put("objectWriteTraceId", Json.text(input, "objectWriteTraceId")));
    }
    ObjectNode answer = object("status", "COMPLETE", "results", results);
    if (!errors.isEmpty()) {
      answer.put("numErrors", errors.size()).set("errors", Json.list(errors));
    }
    return Answer.json(errors.isEmpty() ? 200 : 207, answer);
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, kind(call), named(office, call).id());
    return Answer.empty(204);
  }

  private static Answer merge(Office office, Call call) {
    JsonNode body = Office.body(call);
    String kept = body.path("primaryObjectId").asText();
    String gone = body.path("objectIdToMerge").asText();
    office.found(kind(call), kept);
    office.found(kind(call), gone);
    return Answer.json(
        200, shown(office.records().merge(kind(call), kept, gone).orElseThrow(), List.of(), ""));
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    private long sequence = 100;

    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      List<ObjectNode> events = new ArrayList<>();
      changes.forEach(change -> events.addAll(events(change)));
      List<Letter> letters = new ArrayList<>();
      for (int from = 0; from < events.size(); from += BATCH) {
        letters.add(letter(events.subList(from, Math.min(from + BATCH, events.size()))));
      }
      return letters;
    }

    private synchronized List<ObjectNode> events(Change change) {
      Entry entry = change.entry();
      String type = TYPES.getOrDefault(entry.kind(), "object");
      if (change.survivor() != null) {
        ObjectNode merged = event(change, type + ".merge");
        merged.put("primaryObjectId", Long.parseLong(change.survivor()));
        merged.set("mergedObjectIds", array(Long.parseLong(entry.id())));
        return List.of(merged);
      }
      if (change.action() != Change.Action.UPDATED) {
        return List.of(event(change, type + "." + change.word("creation", "", "deletion")));
      }
      List<ObjectNode> events = new ArrayList<>();
      JsonNode before = change.before() == null ? object() : change.before().body();
      for (Map.Entry<String, JsonNode> property : entry.body().path("properties").properties()) {
        boolean changed =
            !property.getValue().equals(before.path("properties").path(property.getKey()));
        if (changed && !property.getKey().endsWith("modifieddate")) {
          events.add(
              event(change, type + ".propertyChange")
                  .put("propertyName", property.getKey())
                  .put("propertyValue", property.getValue().asText()));
        }
      }
      if (events.isEmpty()) {
        events.add(
            event(change, type + ".propertyChange").put("propertyName", "hs_lastmodifieddate"));
      }
      return events;
    }

    private ObjectNode event(Change change, String type) {
      return object(
          "eventId",
          sequence++,
          "subscriptionId",
          12,
          "portalId",
          PORTAL,
          "appId",
          54,
          "occurredAt",
          change.entry().updated().toEpochMilli(),
          "subscriptionType",
          type,
          "attemptNumber",
          0,
          "objectId",
          Long.parseLong(change.entry().id()),
          "changeSource",
          "CRM");
    }

    private static Letter letter(List<ObjectNode> events) {
      List<ObjectNode> kept = List.copyOf(events);
      return new Letter(
          "application/json",
          attempt ->
              Json.write(
                  Json.list(
                      kept.stream()
                          .map(event -> event.deepCopy().put("attemptNumber", attempt))
                          .toList())),
          Map.of(),
          kept.stream()
              .map(
                  event ->
                      event.path("eventId").asText()
                          + "+"
                          + event.path("subscriptionId").asText()
                          + "+"
                          + event.path("occurredAt").asText())
              .toList());
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.base64("X-HubSpot-Signature-v3", "{method}{url}{body}{ts}")
          .time("X-HubSpot-Request-Timestamp", Signature.Clock.MILLIS);
    }
  }
}
