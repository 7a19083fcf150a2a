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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Pipedrive v2: cursors, {@code updated_since}, search before create; webhooks of version 2 with
 * the old values beside the new, shown by Basic authentication.
 */
public final class Pipedrive implements Vendor {
  private static final Map<String, String> SINGULAR =
      Map.of(
          "persons", "person",
          "deals", "deal",
          "organizations", "organization",
          "products", "product");
  private static final int COMPANY = 11;

  @Override
  public String name() {
    return "pipedrive";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "api_token", "pd-api-token",
        "client_id", "pd-client",
        "client_secret", "pd-client-secret",
        "refresh_token", "pd-refresh",
        "webhook_secret", "pd-user:pd-password");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("organizations", Pipedrive::organization),
                kind("persons", Pipedrive::person),
                kind("deals", Pipedrive::deal),
                kind("products", Pipedrive::product)));
    kinds.addAll(Invented.kinds("pipedrive", Pipedrive::stamp));
    return List.copyOf(kinds);
  }

  private static Kind kind(String name, LongFunction<ObjectNode> sample) {
    return new Kind(name, String::valueOf, sample, Pipedrive::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("id", Long.parseLong(entry.id()));
    if (!entry.kind().equals("products")) {
      body.put("add_time", Times.seconds(entry.created()));
      body.put("update_time", Times.seconds(entry.updated()));
    }
    body.put("is_deleted", entry.deleted());
    if (!body.has("custom_fields") && !entry.kind().equals("activities")) {
      body.set("custom_fields", object());
    }
  }

  private static ObjectNode organization(long n) {
    Cast who = Cast.of(n);
    return object(
        "name", who.company(),
        "owner_id", 1,
        "visible_to", 3,
        "label_ids", array(),
        "address",
            object(
                "value",
                who.street() + ", " + who.town(),
                "country",
                "United Kingdom",
                "locality",
                who.town(),
                "route",
                "Quay Street",
                "street_number",
                String.valueOf(n),
                "postal_code",
                who.postcode()));
  }

  private static ObjectNode person(long n) {
    Cast who = Cast.of(n);
    return object(
        "name", who.name(),
        "first_name", who.given(),
        "last_name", who.family(),
        "owner_id", 1,
        "org_id", n,
        "emails", array(object("value", who.email(), "primary", true, "label", "work")),
        "phones", array(object("value", who.phone(), "primary", true, "label", "work")),
        "visible_to", 3,
        "label_ids", array(),
        "job_title", "Buyer");
  }

  private static ObjectNode deal(long n) {
    return object(
        "title",
        Cast.of(n).company() + " deal " + n,
        "owner_id",
        1,
        "person_id",
        n,
        "org_id",
        n,
        "pipeline_id",
        1,
        "stage_id",
        2,
        "value",
        new BigDecimal(1000 + n + ".50"),
        "currency",
        "GBP",
        "status",
        n % 3 == 0 ? "won" : "open",
        "probability",
        null,
        "lost_reason",
        null,
        "visible_to",
        3,
        "is_archived",
        false,
        "won_time",
        n % 3 == 0 ? "2026-02-02T09:00:00Z" : null,
        "lost_time",
        null,
        "close_time",
        null,
        "expected_close_date",
        "2026-04-30",
        "label_ids",
        array());
  }

  private static ObjectNode product(long n) {
    return object(
        "name",
        "Lantern " + n,
        "code",
        "LAN-" + n,
        "unit",
        "piece",
        "tax",
        20,
        "owner_id",
        1,
        "is_linkable",
        true,
        "visible_to",
        3,
        "prices",
        array(
            object(
                "product_id", n, "price", 20 + n, "currency", "GBP", "cost", 0, "direct_cost", 0)));
  }

  @Override
  public String limit() {
    return "80/2s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String words =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "unauthorized access";
          case RATE_LIMITED -> "request over limit";
          case NOT_FOUND -> "Entity not found";
          case INVALID, FORBIDDEN, CONFLICT -> refusal.words();
        };
    return Answer.json(
        refusal.status(),
        object(
            "success",
            false,
            "error",
            words,
            "error_info",
            "Please check developers.pipedrive.com",
            "code",
            refusal.code("ERR_SCHEMA_VALIDATION_FAILED")));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofHours(1), false);
    office.guardedBy(
        Credential.header("x-api-token", office.secret("api_token"))
            .or(call -> office.secret("api_token").equals(call.query("api_token")))
            .or(Credential.bearer(tokens)));
    String kinds = "/api/v2/(persons|deals|organizations|products)";
    office
        .open(
            "POST",
            "/oauth/token",
            call -> tokens.answer(call, object("api_domain", call.base(), "scope", "base")))
        .on("GET", kinds + "/search", call -> search(office, call))
        .on("GET", kinds, call -> list(office, call))
        .on("GET", "/api/v2/(activities)", call -> list(office, call))
        .on(
            "GET",
            "/api/v2/(activities)/(\\d+)",
            call -> data(200, office.found(call.part(0), call.part(1))))
        .on("POST", kinds, call -> create(office, call))
        .on("GET", kinds + "/(\\d+)", call -> data(200, office.found(call.part(0), call.part(1))))
        .on("PATCH", kinds + "/(\\d+)", call -> update(office, call))
        .on("DELETE", kinds + "/(\\d+)", call -> delete(office, call))
        .on("POST", "/(?:api/)?v1/webhooks", call -> subscribe(office, call))
        .on("DELETE", "/(?:api/)?v1/webhooks/(\\d+)", call -> unsubscribe(office, call));
  }

  private static Answer data(int status, Entry entry) {
    return Answer.json(status, object("success", true, "data", entry.body()));
  }

  private static Answer list(Office office, Call call) {
    Instant since = Times.read(call.query("updated_since")).orElse(Instant.MIN);
    Instant until = Times.read(call.query("updated_until")).orElse(Instant.MAX);
    boolean gone =
        call.query("status", "").equals("deleted"); // for thirty days they are still shown
    List<Entry> found = office.records().where(call.part(0), e -> e.deleted() == gone);
    found.removeIf(e -> e.updated().isBefore(since) || !e.updated().isBefore(until));
    for (String field : List.of("org_id", "person_id", "status", "owner_id")) {
      String asked = call.query(field);
      found.removeIf(e -> asked != null && !gone && !e.body().path(field).asText().equals(asked));
    }
    if (call.query("sort_by", "id").equals("update_time")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    int size = office.capped(call.query("limit"), 100, 500);
    Slice<Entry> slice = Slice.after(found, call.query("cursor"), size);
    return Answer.json(
        200,
        object(
            "success", true,
            "data", slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "additional_data", object("next_cursor", slice.next())));
  }

  private static Answer search(Office office, Call call) {
    String term = call.query("term", "").toLowerCase(Locale.ROOT);
    if (term.length() < 2) {
      throw new Refusal(Why.INVALID, "term: must be at least 2 characters long");
    }
    boolean exact = call.query("exact_match", "false").matches("true|1");
    List<JsonNode> items = new ArrayList<>();
    for (Entry entry : office.records().live(call.part(0))) {
      List<String> values = new ArrayList<>();
      for (String field : List.of("name", "title", "code")) {
        values.add(entry.body().path(field).asText());
      }
      List<String> emails = entry.body().path("emails").findValuesAsText("value");
      List<String> phones = entry.body().path("phones").findValuesAsText("value");
      values.addAll(emails);
      values.addAll(phones);
      entry.body().path("custom_fields").forEach(value -> values.add(value.asText()));
      boolean found =
          values.stream()
              .map(value -> value.toLowerCase(Locale.ROOT))
              .anyMatch(value -> exact ? value.equals(term) : value.contains(term));
      if (found) {
        ObjectNode item =
            object(
                "id", Long.parseLong(entry.id()),
                "type", SINGULAR.get(entry.kind()),
                "name", entry.body().path("name"),
                "title", entry.body().path("title"),
                "emails", emails,
                "phones", phones);
        items.add(object("result_score", BigDecimal.ONE, "item", item));
      }
    }
    return Answer.json(
        200,
        object(
            "success", true,
            "data", object("items", items),
            "additional_data", object("next_cursor", null)));
  }

  private static Answer create(Office office, Call call) {
    String kind = call.part(0);
    ObjectNode body = Office.body(call);
    String required = kind.equals("deals") ? "title" : "name";
    if (Json.text(body, required) == null && !body.has("first_name")) {
      throw new Refusal(Why.INVALID, "body: '" + required + "' is a required property");
    }
    if (kind.equals("deals") && !body.has("status")) {
      body.put("status", "open").put("pipeline_id", 1).put("stage_id", 1);
    }
    return data(200, office.create(call, kind, body, null));
  }

  private static Answer update(Office office, Call call) {
    return data(200, office.change(call, call.part(0), call.part(1), Office.body(call)));
  }

  private static Answer delete(Office office, Call call) {
    Entry gone = office.delete(call, call.part(0), call.part(1));
    return Answer.json(
        200, object("success", true, "data", object("id", Long.parseLong(gone.id()))));
  }

  private static Answer subscribe(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String url = Json.text(body, "subscription_url");
    if (url == null || !body.has("event_action") || !body.has("event_object")) {
      throw new Refusal(Why.INVALID, "subscription_url, event_action, event_object are required");
    }
    String secret =
        body.path("http_auth_user").asText() + ":" + body.path("http_auth_password").asText();
    Subscription made = office.subscription(url, secret.equals(":") ? null : secret, body);
    office.subscribe(made);
    return Answer.json(
        201,
        object(
            "status",
            "ok",
            "success",
            true,
            "data",
            object("id", Long.parseLong(made.id()), "subscription_url", url, "is_active", 1)));
  }

  private static Answer unsubscribe(Office office, Call call) {
    office.subscriptions().stream()
        .filter(subscription -> subscription.id().equals(call.part(0)))
        .forEach(office::unsubscribe);
    return Answer.json(200, object("success", true, "status", "ok"));
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      String only = to.terms().path("event_object").asText("*");
      return changes.stream()
          .filter(c -> only.equals("*") || only.equals(SINGULAR.get(c.entry().kind())))
          .map(change -> letter(change, to))
          .toList();
    }

    private static Letter letter(Change change, Subscription to) {
      Entry entry = change.entry();
      String id =
          UUID.nameUUIDFromBytes(
                  (entry.kind() + entry.id() + "v" + entry.version())
                      .getBytes(StandardCharsets.UTF_8))
              .toString();
      ObjectNode meta =
          object(
              "action",
              change.word("create", "change", "delete"),
              "company_id",
              String.valueOf(COMPANY),
              "correlation_id",
              id,
              "entity",
              SINGULAR.get(entry.kind()),
              "entity_id",
              entry.id(),
              "id",
              id,
              "is_bulk_edit",
              false,
              "timestamp",
              Times.millis(entry.updated()),
              "type",
              "general",
              "user_id",
              "3",
              "version",
              "2.0",
              "webhook_id",
              to.id(),
              "webhook_owner_id",
              "3",
              "change_source",
              "app",
              "permitted_user_ids",
              array("3"),
              "attempt",
              1,
              "host",
              "lantern-lane.pipedrive.com");
      boolean gone = change.action() == Change.Action.DELETED;
      JsonNode none = object().nullNode();
      ObjectNode body =
          object(
              "data", gone ? none : entry.body(),
              "previous", gone ? entry.body() : change.before() == null ? none : change.previous(),
              "meta", meta);
      return Letter.json(body, id);
    }

    @Override
    public Signature signature() {
      return Signature.basic();
    }
  }
}
