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
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Hooks;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * BambooHR: the key as user of Basic authentication, employees by cursor, ids changed since a
 * moment with deletions, the new id in {@code Location}; webhooks with a private key of their own,
 * never tried again after a 4xx.
 */
public final class BambooHr implements Vendor {
  private static final String COMPANY = "12345";
  private static final List<String> USUAL =
      List.of(
          "employeeId",
          "firstName",
          "lastName",
          "preferredName",
          "photoUrl",
          "jobTitleName",
          "status");

  @Override
  public String name() {
    return "bamboohr";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_key", "bamboo-key", "webhook_secret", "bamboo-private-key");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            "employees",
            n -> String.valueOf(100 + n),
            BambooHr::employee,
            (body, entry) -> {
              body.put("id", entry.id());
              if (!body.has("status")) {
                body.put("status", "Active");
              }
            }),
        new Kind(
            "time_off",
            n -> String.valueOf(5000 + n),
            BambooHr::timeOff,
            (body, entry) -> body.put("id", Long.parseLong(entry.id()))));
  }

  private static ObjectNode employee(long n) {
    Cast who = Cast.of(200 + n);
    return object(
        "firstName",
        who.given(),
        "lastName",
        who.family(),
        "preferredName",
        null,
        "middleName",
        null,
        "photoUrl",
        null,
        "displayName",
        who.name(),
        "jobTitleName",
        "Designer",
        "jobTitle",
        "Designer",
        "status",
        "Active",
        "workEmail",
        who.email(),
        "homeEmail",
        null,
        "workPhone",
        who.phone(),
        "mobilePhone",
        null,
        "hireDate",
        "2024-05-13",
        "birthDate",
        "1990-01-0" + (1 + n % 9),
        "terminationDate",
        null,
        "employeeNumber",
        String.valueOf(n),
        "department",
        "Studio",
        "departmentName",
        "Studio",
        "departmentId",
        "18255",
        "division",
        "UK",
        "divisionName",
        "UK",
        "location",
        "Leeds",
        "locationName",
        "Leeds",
        "employmentStatus",
        "Full-Time",
        "employmentStatusName",
        "Full-Time",
        "address1",
        who.street(),
        "city",
        who.town(),
        "country",
        "United Kingdom",
        "supervisor",
        null,
        "supervisorId",
        null,
        "payRate",
        "32000.00",
        "payType",
        "Salary");
  }

  private static ObjectNode timeOff(long n) {
    return object(
        "employeeId", 100 + n,
        "name", Cast.of(200 + n).name(),
        "start", "2026-04-06",
        "end", "2026-04-08",
        "created", "2026-02-02",
        "status",
            object("lastChanged", "2026-02-02", "lastChangedByUserId", "1", "status", "approved"),
        "type", object("id", "78", "name", "Holiday", "icon", "palm-trees"),
        "amount", object("unit", "days", "amount", 3),
        "notes", object("employee", null, "manager", null));
  }

  @Override
  public String limit() {
    return "300/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    return Answer.json(
            refusal.status(),
            object(
                "type", "about:blank",
                "title", refusal.why().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "status", refusal.status(),
                "detail", refusal.words()))
        .with("X-BambooHR-Error-Message", refusal.words());
  }

  @Override
  public void open(Office office) {
    String key = office.secret("api_key");
    office.guardedBy(
        call -> {
          String header = Objects.requireNonNullElse(call.header("Authorization"), "");
          return header.startsWith("Basic ") && Tokens.basic(header).split(":", 2)[0].equals(key);
        });
    String api = "/api/v1/";
    office
        .on("GET", api + "employees/changed/?", call -> changed(office, call))
        .on("GET", api + "employees/directory", call -> directory(office))
        .on("GET", api + "employees/?", call -> list(office, call))
        .on("POST", api + "employees/?", call -> create(office, call))
        .on("GET", api + "employees/(\\d+)", call -> one(office, call))
        .on("POST", api + "employees/(\\d+)", call -> update(office, call))
        .on("GET", api + "time_off/requests/?", call -> timeOff(office, call))
        .on("PUT", api + "employees/(\\d+)/time_off/request/?", call -> request(office, call))
        .on("POST", api + "webhooks/?", call -> subscribe(office, call))
        .on("GET", api + "webhooks/?", call -> object200("webhooks", office.shownSubscriptions()))
        .on("DELETE", api + "webhooks/(\\d+)", call -> unsubscribe(office, call));
  }

  private static Answer object200(String name, JsonNode value) {
    return Answer.json(200, object(name, value));
  }

  private static Answer list(Office office, Call call) {
    List<Entry> found = office.records().live("employees");
    String status = call.query("filter[status]");
    found.removeIf(e -> status != null && !e.body().path("status").asText().equals(status));
    int size = office.capped(call.query("page[limit]"), 50, 100);
    Slice<Entry> slice = Slice.after(found, call.query("page[after]"), size);
    List<String> fields = new ArrayList<>(USUAL);
    fields.addAll(List.of(call.query("fields", call.query("fields[]", "")).split(",")));
    ArrayNode rows = array();
    for (Entry entry : slice.items()) {
      ObjectNode row = object("employeeId", entry.id());
      for (String field : fields) {
        if (entry.body().has(field)) {
          row.set(field, entry.body().path(field));
        }
      }
      row.set("_restrictedFields", array());
      rows.add(row);
    }
    String here = call.address() + "?page%5Blimit%5D=" + size;
    ObjectNode links = object("self", object("href", here));
    if (slice.more()) {
      links.set("next", object("href", here + "&page%5Bafter%5D=" + slice.next()));
    }
    return Answer.json(
        200,
        object(
            "data", rows,
            "meta",
                object(
                    "total", found.size(),
                    "page", object("limit", size, "nextCursor", slice.next(), "prevCursor", null)),
            "_links", links));
  }

  private static Answer changed(Office office, Call call) {
    Instant since =
        Times.read(call.query("since"))
            .orElseThrow(() -> new Refusal(Why.INVALID, "since: a date and time is required"));
    String type = call.query("type", "").toLowerCase(Locale.ROOT);
    ObjectNode employees = object();
    Instant latest = since;
    for (Entry entry : office.records().where("employees", e -> e.updated().isAfter(since))) {
      String action =
          entry.deleted() ? "Deleted" : entry.created().isAfter(since) ? "Inserted" : "Updated";
      if (type.isEmpty() || type.equals("all") || action.toLowerCase(Locale.ROOT).equals(type)) {
        employees.set(
            entry.id(),
            object(
                "id", entry.id(),
                "action", action,
                "lastChanged", Times.offset(entry.updated())));
        latest = entry.updated().isAfter(latest) ? entry.updated() : latest;
      }
    }
    return Answer.json(200, object("latest", Times.offset(latest), "employees", employees));
  }

  private static Answer directory(Office office) {
    ArrayNode rows = array();
    office.records().live("employees").forEach(entry -> rows.add(entry.copy()));
    return Answer.json(200, object("fields", array(), "employees", rows));
  }

  private static Answer one(Office office, Call call) {
    Entry entry = office.found("employees", call.part(0));
    ObjectNode shown = object("id", entry.id());
    for (String field : call.query("fields", "firstName,lastName").split(",", -1)) {
      if (entry.body().has(field)) {
        shown.set(field, entry.body().path(field));
      }
    }
    return Answer.json(200, shown);
  }

  private static Answer create(Office office, Call call) {
    ObjectNode body = Office.body(call);
    if (Json.text(body, "firstName") == null || Json.text(body, "lastName") == null) {
      throw new Refusal(Why.INVALID, "firstName and lastName are required");
    }
    Entry made = office.create(call, "employees", body, null);
    return Answer.empty(201).with("Location", call.base() + "/api/v1/employees/" + made.id());
  }

  private static Answer update(Office office, Call call) {
    office.change(call, "employees", call.part(0), Office.body(call));
    return Answer.empty(200);
  }

  private static Answer timeOff(Office office, Call call) {
    if (call.query("start") == null || call.query("end") == null) {
      throw new Refusal(Why.INVALID, "start and end are required");
    }
    String start = call.query("start", "");
    String end = call.query("end", "");
    List<Entry> found = office.records().live("time_off");
    found.removeIf(
        entry ->
            entry.body().path("end").asText().compareTo(start) < 0
                || entry.body().path("start").asText().compareTo(end) > 0
                || (call.query("id") != null && !entry.id().equals(call.query("id")))
                || (call.query("employeeId") != null
                    && !entry.body().path("employeeId").asText().equals(call.query("employeeId"))));
    return Answer.json(200, Json.list(found.stream().map(Entry::body).toList()));
  }

  private static Answer request(Office office, Call call) {
    Entry employee = office.found("employees", call.part(0));
    ObjectNode body = Office.body(call);
    for (String name : List.of("status", "start", "end", "timeOffTypeId")) {
      if (!body.hasNonNull(name)) {
        throw new Refusal(Why.INVALID, name + " is required");
      }
    }
    ObjectNode made = timeOff(1);
    made.put("employeeId", Long.parseLong(employee.id()));
    made.set("name", employee.body().path("displayName"));
    made.set("start", body.path("start"));
    made.set("end", body.path("end"));
    ((ObjectNode) made.path("status")).set("status", body.path("status"));
    ((ObjectNode) made.path("type")).put("id", body.path("timeOffTypeId").asText());
    Entry entry = office.create(call, "time_off", made, null);
    return Answer.json(201, entry.body())
        .with("Location", call.base() + "/api/v1/time_off/requests/" + entry.id());
  }

  private static Answer subscribe(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String url = Json.text(body, "url");
    if (url == null || Json.text(body, "name") == null || Json.text(body, "format") == null) {
      throw new Refusal(Why.INVALID, "name, url and format are required");
    }
    String key = office.secret("webhook_secret") + "-" + office.subscriptions().size();
    Subscription made = office.subscription(url, key, body);
    office.subscribe(made);
    ObjectNode shown = body.deepCopy();
    shown.put("id", made.id()).put("privateKey", key).put("created", Times.offset(office.now()));
    return Answer.json(201, shown.put("lastSent", (String) null));
  }

  private static Answer unsubscribe(Office office, Call call) {
    office.subscriptions().stream()
        .filter(subscription -> subscription.id().equals(call.part(0)))
        .forEach(office::unsubscribe);
    return Answer.empty(204);
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Events());
  }

  private static final class Events implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      boolean withFields = to.terms().path("events").toString().contains("employee_with_fields");
      return changes.stream()
          .filter(change -> change.entry().kind().equals("employees"))
          .map(change -> Letter.json(event(change, withFields)))
          .toList();
    }

    private static ObjectNode event(Change change, boolean withFields) {
      Entry entry = change.entry();
      ObjectNode data = object("companyId", COMPANY, "employeeId", entry.id());
      if (change.action() == Change.Action.UPDATED) {
        data.set("changedFields", Json.array(change.changedFields()).get(0));
      }
      if (withFields) {
        ObjectNode fields = object();
        entry
            .body()
            .properties()
            .forEach(m -> fields.set(m.getKey(), object("value", m.getValue())));
        data.set("fields", fields);
      }
      return object(
          "type",
          (withFields ? "employee_with_fields." : "employee.")
              + change.word("created", "updated", "deleted"),
          "timestamp",
          Times.seconds(entry.updated()),
          "data",
          data);
    }

    @Override
    public Signature signature() {
      return Signature.Hmac.hex("X-BambooHR-Signature", "{body}{ts}")
          .time("X-BambooHR-Timestamp", Signature.Clock.SECONDS);
    }

    @Override
    public boolean triesAgain(int status) {
      return status == 0 || status >= 500;
    }
  }
}
