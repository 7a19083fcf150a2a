package io.mainstem.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Bell;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.Description;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.RateLimit;
import io.mainstem.simulators.api.Shelves;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.HubSpotRecords;
import io.mainstem.simulators.timeline.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * HubSpot's CRM v3 objects API for contacts, companies and deals: bearer token, {@code properties}
 * and {@code associations}, cursors, search, create and update.
 */
public final class HubSpotApi {
  private static final int MAX_PAGE = 100;
  private static final int MAX_SEARCH_PAGE = 200;
  private static final int SEARCH_CAP = 10_000;
  private static final long FIRST_NEW_ID = 88_000_000_000L;
  private static final Map<String, String> TYPE_IDS =
      Map.of("0-1", "contacts", "0-2", "companies", "0-3", "deals");

  private final String token;
  private final long seed;
  private final Shelves shelves;
  private final RateLimit limit;
  private final RateLimit searchLimit;
  private final Journal journal;
  private final InstantSource businessTime;
  private final Description description;
  private final Bell bell;

  public HubSpotApi(
      String token,
      long seed,
      Shelves shelves,
      RateLimit limit,
      RateLimit searchLimit,
      Journal journal,
      InstantSource businessTime,
      Description description,
      Bell bell) {
    this.token = token;
    this.seed = seed;
    this.shelves = shelves;
    this.limit = limit;
    this.searchLimit = searchLimit;
    this.journal = journal;
    this.businessTime = businessTime;
    this.description = description;
    this.bell = bell;
  }

  /** Puts back what was written before a restart. */
  public void restore() {
    journal
        .applied("hubspot")
        .forEach(
            entry ->
                shelves.put(
                    entry.path("shelf").asText(),
                    entry.path("id").asText(),
                    (ObjectNode) entry.path("record")));
  }

  public Api api() {
    String base = "/crm/v3/objects/(contacts|companies|deals|0-1|0-2|0-3)";
    return new Api("hubspot", this::guard)
        .on("POST", base + "/search", this::search)
        .on("GET", base, this::list)
        .on("POST", base, this::create)
        .on("GET", base + "/([^/]+)", this::one)
        .on("PATCH", base + "/([^/]+)", this::update);
  }

  private Optional<Answer> guard(Call call) {
    if (call.bearer() == null) {
      return Optional.of(
          error(
              401,
              "INVALID_AUTHENTICATION",
              "Authentication credentials not found. This API supports OAuth 2.0 authentication and"
                  + " you can find more details at"
                  + " https://developers.hubspot.com/docs/methods/auth/oauth-overview"));
    }
    if (!token.equals(call.bearer())) {
      return Optional.of(
          error(401, "INVALID_AUTHENTICATION", "The access token is not valid for this account."));
    }
    boolean search = call.path().endsWith("/search");
    return (search ? searchLimit : limit)
        .refused()
        .map(wait -> limited(search ? "SECONDLY" : "TEN_SECONDLY_ROLLING", wait));
  }

  private Answer limited(String policy, Duration wait) {
    return Answer.json(
            429,
            Json.object(
                "status",
                "error",
                "message",
                "You have reached your " + policy.toLowerCase(java.util.Locale.ROOT) + " limit.",
                "errorType",
                "RATE_LIMIT",
                "correlationId",
                UUID.randomUUID().toString(),
                "policyName",
                policy,
                "groupName",
                "publicapi:private-apps:api-calls"))
        .with("Retry-After", RateLimit.retryAfter(wait));
  }

  private Answer ok(int status, JsonNode body) {
    return Answer.json(status, body)
        .with("X-HubSpot-RateLimit-Max", String.valueOf(limit.requests()))
        .with("X-HubSpot-RateLimit-Remaining", String.valueOf(limit.remaining()))
        .with(
            "X-HubSpot-RateLimit-Interval-Milliseconds", String.valueOf(limit.window().toMillis()));
  }

  private static Answer error(int status, String category, String message) {
    return Answer.json(
        status,
        Json.object(
            "status",
            "error",
            "message",
            message,
            "correlationId",
            UUID.randomUUID().toString(),
            "category",
            category));
  }

  private static Answer notFound() {
    return error(404, "OBJECT_NOT_FOUND", "resource not found");
  }

  private static String shelf(Call call) {
    return TYPE_IDS.getOrDefault(call.part(0), call.part(0));
  }

  private Answer one(Call call) {
    return shelves
        .get(shelf(call), call.part(1))
        .map(record -> ok(200, View.of(shelf(call), call).show(record)))
        .orElseGet(HubSpotApi::notFound);
  }

  private Answer list(Call call) {
    int size = number(call.query("limit", "10"), 10);
    if (size < 1 || size > MAX_PAGE) {
      return error(
          400, "VALIDATION_ERROR", "limit: " + size + " (expected: 1 to " + MAX_PAGE + ")");
    }
    if ("true".equals(call.query("archived"))) {
      return ok(200, Json.object("results", Json.array()));
    }
    List<ObjectNode> all = byId(shelf(call));
    String cursor = call.query("after", "0");
    if (!cursor.matches("\\d{1,18}")) {
      return error(400, "VALIDATION_ERROR", "after: " + cursor + " is not a cursor of this list");
    }
    long after = Long.parseLong(cursor);
    List<ObjectNode> page =
        all.stream().filter(r -> r.path("id").asLong() > after).limit(size + 1L).toList();
    View view = View.of(shelf(call), call);
    boolean more = page.size() > size;
    List<ObjectNode> shown = page.subList(0, Math.min(size, page.size()));
    ObjectNode body = Json.object("results", Json.list(shown.stream().map(view::show).toList()));
    if (more) {
      body.set("paging", paging(shown.getLast().path("id").asText()));
    }
    return ok(200, body);
  }

  private List<ObjectNode> byId(String shelf) {
    return shelves.all(shelf).stream()
        .sorted(Comparator.comparingLong(record -> record.path("id").asLong()))
        .toList();
  }

  private static ObjectNode paging(String after) {
    return Json.object("next", Json.object("after", after, "link", "?after=" + after));
  }

  private Answer search(Call call) {
    Optional<JsonNode> json = call.json();
    if (json.isEmpty() || !json.get().isObject()) {
      return error(400, "VALIDATION_ERROR", "Invalid input JSON");
    }
    JsonNode body = json.get();
    List<String> problems = new ArrayList<>();
    body.path("filterGroups")
        .forEach(group -> problems.addAll(description.problems("FilterGroup", group)));
    int size = body.path("limit").asInt(10);
    int after = number(body.path("after").asText("0"), 0);
    if (size < 1 || size > MAX_SEARCH_PAGE) {
      problems.add("limit: " + size + " (expected: 1 to " + MAX_SEARCH_PAGE + ")");
    }
    if (after + size > SEARCH_CAP) {
      problems.add("after: results beyond " + SEARCH_CAP + " cannot be paged");
    }
    if (!problems.isEmpty()) {
      return error(400, "VALIDATION_ERROR", "Invalid input: " + String.join("; ", problems));
    }
    List<ObjectNode> found = Search.of(body).find(byId(shelf(call)));
    List<ObjectNode> page =
        found.subList(Math.min(after, found.size()), Math.min(after + size, found.size()));
    View view = View.of(shelf(call), body);
    ObjectNode answer =
        Json.object(
            "total", found.size(), "results", Json.list(page.stream().map(view::show).toList()));
    if (after + size < found.size()) {
      answer.set("paging", paging(String.valueOf(after + size)));
    }
    return ok(200, answer);
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  private Answer create(Call call) {
    return write(call, "SimplePublicObjectInputForCreate", null);
  }

  private Answer update(Call call) {
    Optional<ObjectNode> existing = shelves.get(shelf(call), call.part(1));
    return existing.isEmpty() ? notFound() : write(call, "SimplePublicObjectInput", existing.get());
  }

  private Answer write(
      Call call, String schema, @org.jspecify.annotations.Nullable ObjectNode existing) {
    String shelf = shelf(call);
    String operation = call.method() + " " + call.path();
    Optional<JsonNode> json = call.json();
    if (json.isEmpty() || !json.get().isObject()) {
      return error(400, "VALIDATION_ERROR", "Invalid input JSON");
    }
    List<String> problems = new ArrayList<>(description.problems(schema, json.get()));
    json.get()
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!View.known(shelf).contains(name)) {
                problems.add("Property \"" + name + "\" does not exist");
              }
            });
    if (!problems.isEmpty()) {
      journal.add("hubspot", operation, "refused", null, shelf, null, json.get());
      return error(
          400,
          "VALIDATION_ERROR",
          "Property values were not valid: " + String.join("; ", problems));
    }
    return existing == null
        ? created(shelf, operation, json.get())
        : updated(shelf, operation, json.get(), existing);
  }

  private synchronized Answer created(String shelf, String operation, JsonNode input) {
    Instant now = businessTime.instant();
    long mine =
        shelves.all(shelf).stream().filter(r -> r.path("id").asLong() >= FIRST_NEW_ID).count();
    String id = String.valueOf(FIRST_NEW_ID + mine + 1);
    ObjectNode record =
        Json.object(
            "id", id,
            "properties", input.path("properties"),
            "createdAt", Stamp.iso(now),
            "updatedAt", Stamp.iso(now),
            "archived", false,
            "associations", Json.object());
    ObjectNode properties = (ObjectNode) record.path("properties");
    properties.put("hs_object_id", id);
    properties.put("createdate", Stamp.iso(now));
    properties.put(View.modified(shelf), Stamp.iso(now));
    shelves.put(shelf, id, record);
    journal.add("hubspot", operation, "applied", null, shelf, id, record);
    for (String name : new TreeSet<>(List.copyOf(names(input.path("properties"))))) {
      bell.ring(HubSpotRecords.changed(seed, kind(shelf), record, name, now));
    }
    return ok(201, View.of(shelf, Json.object()).show(record));
  }

  private synchronized Answer updated(
      String shelf, String operation, JsonNode input, ObjectNode record) {
    Instant last = Instant.parse(record.path("updatedAt").asText());
    Instant clock = businessTime.instant();
    Instant now = clock.isAfter(last) ? clock : last.plusMillis(1);
    ObjectNode properties = (ObjectNode) record.path("properties");
    List<String> changed = new ArrayList<>();
    for (String name : names(input.path("properties"))) {
      JsonNode value = input.path("properties").path(name);
      if (!value.asText().equals(properties.path(name).asText())) {
        properties.put(name, value.asText());
        changed.add(name);
      }
    }
    if (!changed.isEmpty()) {
      properties.put(View.modified(shelf), Stamp.iso(now));
      record.put("updatedAt", Stamp.iso(now));
      shelves.put(shelf, record.path("id").asText(), record);
    }
    journal.add("hubspot", operation, "applied", null, shelf, record.path("id").asText(), record);
    changed.forEach(
        name -> bell.ring(HubSpotRecords.changed(seed, kind(shelf), record, name, now)));
    return ok(200, View.of(shelf, Json.object()).show(record));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String kind(String shelf) {
    return switch (shelf) {
      case "contacts" -> "contact";
      case "companies" -> "company";
      default -> "deal";
    };
  }
}
