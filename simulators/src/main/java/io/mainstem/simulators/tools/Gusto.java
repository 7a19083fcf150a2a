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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gusto: pages by number, a version on every record that an update must name, a feed of events by
 * their uuid; a webhook is not live before the token posted to it was sent back in a call.
 */
public final class Gusto implements Vendor {
  private static final String COMPANY = "7087a288-8349-4632-b92e-bc94fb79f29e";

  @Override
  public String name() {
    return "gusto";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "client_id", "gusto-client",
        "client_secret", "gusto-client-secret",
        "refresh_token", "gusto-refresh",
        "access_token", "gusto-system-token",
        "company_id", COMPANY,
        "webhook_secret", "gusto-verification-token");
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                kind("employees", Gusto::employee),
                kind("departments", Gusto::department),
                kind("contractors", Gusto::contractor)));
    kinds.addAll(Invented.kinds("gusto", Gusto::stamp));
    return List.copyOf(kinds);
  }

  private static String uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Kind kind(String name, LongFunction<ObjectNode> sample) {
    return new Kind(name, n -> uuid("gusto-" + name + n), sample, Gusto::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("company_uuid", COMPANY);
    if (entry.kind().equals("payrolls")) {
      body.put("payroll_uuid", entry.id()).put("uuid", entry.id());
      LocalDate end = Times.day(entry.created());
      body.put("check_date", end.plusDays(4).toString());
      body.set(
          "pay_period",
          object("start_date", end.minusDays(13).toString(), "end_date", end.toString()));
      return;
    }
    body.put("uuid", entry.id());
    body.put("version", uuid(entry.id() + entry.version()).replace("-", ""));
  }

  private static ObjectNode employee(long n) {
    Cast who = Cast.of(200 + n);
    String id = uuid("gusto-employees" + n);
    return object(
        "first_name",
        who.given(),
        "middle_initial",
        null,
        "last_name",
        who.family(),
        "preferred_first_name",
        null,
        "email",
        who.email(),
        "work_email",
        who.email(),
        "phone",
        who.phone(),
        "date_of_birth",
        "1990-01-0" + (1 + n % 9),
        "has_ssn",
        false,
        "department",
        "Studio",
        "department_uuid",
        uuid("gusto-departments1"),
        "manager_uuid",
        null,
        "onboarded",
        true,
        "onboarding_status",
        "onboarding_completed",
        "onboarding_documents_config",
        object("uuid", null, "i9_document", false),
        "terminated",
        false,
        "two_percent_shareholder",
        false,
        "current_employment_status",
        "full_time",
        "payment_method",
        "Direct Deposit",
        "jobs",
        array(
            object(
                "uuid",
                uuid("job" + n),
                "version",
                uuid("job version" + n),
                "employee_uuid",
                id,
                "current_compensation_uuid",
                uuid("compensation" + n),
                "payment_unit",
                "Year",
                "primary",
                true,
                "title",
                "Designer",
                "rate",
                "32000.00",
                "hire_date",
                "2024-05-13",
                "compensations",
                array(
                    object(
                        "uuid", uuid("compensation" + n),
                        "version", uuid("compensation version" + n),
                        "job_uuid", uuid("job" + n),
                        "rate", "32000.00",
                        "payment_unit", "Year",
                        "flsa_status", "Exempt",
                        "effective_date", "2024-05-13")))),
        "terminations",
        array(),
        "garnishments",
        array(),
        "custom_fields",
        array(),
        "eligible_paid_time_off",
        array());
  }

  private static ObjectNode department(long n) {
    return object(
        "title", n == 1 ? "Studio" : "Team " + n,
        "employees", array(object("uuid", uuid("gusto-employees" + n))),
        "contractors", array());
  }

  private static ObjectNode contractor(long n) {
    Cast who = Cast.of(300 + n);
    return object(
        "wage_type",
        "Hourly",
        "type",
        "Individual",
        "is_active",
        true,
        "first_name",
        who.given(),
        "last_name",
        who.family(),
        "email",
        who.email(),
        "hourly_rate",
        "40.00",
        "start_date",
        "2025-02-03",
        "onboarded",
        true);
  }

  @Override
  public String limit() {
    return "200/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    int status = refusal.why() == Why.INVALID ? 422 : refusal.status();
    return Answer.json(
        status,
        object(
            "errors",
            array(
                object(
                    "error_key", refusal.why() == Why.CONFLICT ? "version" : "base",
                    "category", refusal.code("invalid_attribute_value"),
                    "message", refusal.words()))));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofHours(2), true);
    office.guardedBy(
        Credential.bearer(tokens)
            .or(Credential.bearer(office.secret("access_token")))
            .or(Credential.header("Authorization", "Token " + office.secret("access_token"))));
    String company = "/v1/companies/" + office.secret("company_id");
    String kinds = "/(employees|departments|contractors)";
    String read = "/(locations|payrolls)";
    office
        .open("POST", "/oauth/token", call -> tokens.answer(call, object()))
        .on("GET", "/v1/events", call -> events(office, call))
        .on("POST", "/v1/webhook_subscriptions", call -> subscribe(office, call))
        .on("PUT", "/v1/webhook_subscriptions/([^/]+)/verify", call -> verify(office, call))
        .on(
            "GET",
            "/v1/webhook_subscriptions/([^/]+)/request_verification_token",
            c -> token(office, c))
        .on("DELETE", "/v1/webhook_subscriptions/([^/]+)", call -> unsubscribe(office, call))
        .on("GET", company + kinds, call -> list(office, call))
        .on("GET", company + read, call -> list(office, call))
        .on("GET", "/v1/(locations)/([^/]+)", call -> one(office, call))
        .on("GET", company + "/(payrolls)/([^/]+)", call -> one(office, call))
        .on("POST", company + kinds, call -> create(office, call))
        .on("GET", "/v1" + kinds + "/([^/]+)", call -> one(office, call))
        .on("PUT", "/v1" + kinds + "/([^/]+)", call -> update(office, call))
        .on("DELETE", "/v1" + kinds + "/([^/]+)", call -> delete(office, call));
  }

  private static Answer one(Office office, Call call) {
    return Answer.json(200, office.found(call.part(0), call.part(1)).body());
  }

  private static Answer list(Office office, Call call) {
    List<Entry> all = office.records().live(call.part(0));
    String from = call.query("start_date", "");
    all.removeIf(it -> it.body().at("/pay_period/start_date").asText("9").compareTo(from) < 0);
    int size = Office.size(call.query("per"), 25, 100);
    int page = Office.size(call.query("page"), 1, Integer.MAX_VALUE);
    Slice<Entry> slice = Slice.at(all, (page - 1) * size, size);
    int pages = (all.size() + size - 1) / size;
    return Answer.json(200, Json.list(slice.items().stream().map(Entry::body).toList()))
        .with("X-Page", String.valueOf(page))
        .with("X-Per-Page", String.valueOf(size))
        .with("X-Total-Count", String.valueOf(all.size()))
        .with("X-Total-Pages", String.valueOf(pages));
  }

  private static Answer create(Office office, Call call) {
    ObjectNode body = Office.body(call);
    boolean department = call.part(0).equals("departments");
    for (String field : department ? List.of("title") : List.of("first_name", "last_name")) {
      if (Json.text(body, field) == null) {
        throw new Refusal(Why.INVALID, field + " is required");
      }
    }
    return Answer.json(201, office.create(call, call.part(0), body, null).body());
  }

  private static Answer update(Office office, Call call) {
    Entry held = office.found(call.part(0), call.part(1));
    ObjectNode body = Office.body(call);
    if (!held.body().path("version").asText().equals(Json.text(body, "version"))) {
      throw new Refusal(
          Why.CONFLICT,
          "invalid_resource_version",
          "You've provided an outdated version of this resource.");
    }
    return Answer.json(200, office.change(call, call.part(0), call.part(1), body).body());
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, call.part(0), call.part(1));
    return Answer.empty(204);
  }

  private static ObjectNode event(Change change) {
    Entry entry = change.entry();
    String entity =
        switch (entry.kind()) {
          case "employees" -> "Employee";
          case "departments" -> "Department";
          case "locations" -> "Location";
          case "payrolls" -> "Payroll";
          default -> "Contractor";
        };
    return object(
        "uuid",
        uuid("event" + entry.id() + entry.version()),
        "event_type",
        entity.toLowerCase(Locale.ROOT) + "." + change.word("created", "updated", "deleted"),
        "resource_type",
        "Company",
        "resource_uuid",
        COMPANY,
        "entity_type",
        entity,
        "entity_uuid",
        entry.id(),
        "timestamp",
        entry.updated().getEpochSecond());
  }

  private static Answer events(Office office, Call call) {
    List<JsonNode> all = new ArrayList<>();
    Instant since = office.now().minus(Duration.ofDays(30));
    String after = call.query("starting_after_uuid");
    for (Change change : office.history()) {
      ObjectNode event = event(change);
      if (event.path("uuid").asText().equals(after)) {
        all.clear();
      } else if (change.entry().updated().isAfter(since)) {
        all.add(event);
      }
    }
    if (call.query("sort_order", "asc").equals("desc")) {
      all = all.reversed();
    }
    Slice<JsonNode> slice = Slice.at(all, 0, office.capped(call.query("limit"), 25, 100));
    return Answer.json(200, Json.list(slice.items()));
  }

  private static ObjectNode shown(Subscription subscription) {
    JsonNode types = subscription.terms().path("subscription_types");
    return object(
        "uuid",
        subscription.id(),
        "url",
        subscription.url(),
        "status",
        subscription.live() ? "verified" : "pending",
        "subscription_types",
        types.isArray() ? types : array("Employee"));
  }

  private static Answer subscribe(Office office, Call call) {
    ObjectNode body = Office.body(call);
    if (Json.text(body, "url") == null || !body.path("subscription_types").isArray()) {
      throw new Refusal(Why.INVALID, "url and subscription_types are required");
    }
    String token = office.secret("webhook_secret") + "-" + office.subscriptions().size();
    Subscription made = office.subscription(body.path("url").asText(), token, body);
    office.subscribe(made);
    return Answer.json(201, shown(made));
  }

  private static Subscription named(Office office, String id) {
    return office.subscriptions().stream()
        .filter(subscription -> subscription.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "The requested resource was not found."));
  }

  private static Answer verify(Office office, Call call) {
    Subscription subscription = named(office, call.part(0));
    String token = Json.text(Office.body(call), "verification_token");
    if (!subscription.secret().equals(token)) {
      throw new Refusal(Why.INVALID, "verification_token is invalid");
    }
    subscription.live(true);
    return Answer.json(200, shown(subscription));
  }

  private static Answer token(Office office, Call call) {
    Subscription subscription = named(office, call.part(0));
    office.unsubscribe(subscription);
    office.subscribe(subscription);
    return Answer.empty(200);
  }

  private static Answer unsubscribe(Office office, Call call) {
    office.unsubscribe(named(office, call.part(0)));
    return Answer.empty(204);
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(
        new Hooks() {
          @Override
          public List<Letter> letters(List<Change> changes, Subscription to) {
            return changes.stream()
                .map(Gusto::event)
                .map(event -> Letter.json(event, event.path("uuid").asText()))
                .toList();
          }

          @Override
          public Signature signature() {
            return Signature.Hmac.hex("X-Gusto-Signature", "{body}");
          }

          // Not live yet: the receiver must call verify.
          @Override
          public @Nullable String shakeHands(Subscription with, Messenger messenger)
              throws InterruptedException {
            Letter token =
                Letter.json(
                    object(
                        "verification_token", with.secret(),
                        "webhook_subscription_uuid", with.id()));
            int status = messenger.unsigned(token, with).status();
            return status / 100 == 2 ? null : "The token was answered with " + status;
          }
        });
  }
}
