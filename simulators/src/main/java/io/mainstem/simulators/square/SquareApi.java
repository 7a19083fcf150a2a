package io.mainstem.simulators.square;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.RateLimit;
import io.mainstem.simulators.api.Shelves;
import io.mainstem.simulators.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Square's v2 API as far as a reader needs it: single records, lists and searches with cursors. */
public final class SquareApi {
  private static final int MAX_BATCH = 100;

  private final String token;
  private final Shelves shelves;
  private final RateLimit limit;

  public SquareApi(String token, Shelves shelves, RateLimit limit) {
    this.token = token;
    this.shelves = shelves;
    this.limit = limit;
  }

  public Api api() {
    String v2 = "(?:/v2)?";
    return new Api("square", this::guard)
        .on("POST", v2 + "/orders/search", this::searchOrders)
        .on("POST", v2 + "/orders/batch-retrieve", this::batchOrders)
        .on("GET", v2 + "/orders/([^/]+)", call -> one("orders", "order", "Order", call))
        .on("GET", v2 + "/payments", this::listPayments)
        .on("GET", v2 + "/payments/([^/]+)", call -> one("payments", "payment", "Payment", call))
        .on(
            "GET",
            v2 + "/customers",
            call ->
                page(
                    "customers",
                    "customers",
                    SquareApi::all,
                    call.query("cursor"),
                    limit(call, 100)))
        .on("POST", v2 + "/customers/search", this::searchCustomers)
        .on(
            "GET",
            v2 + "/customers/([^/]+)",
            call -> one("customers", "customer", "Customer", call))
        .on(
            "GET",
            v2 + "/locations",
            call -> page("locations", "locations", SquareApi::all, null, MAX_BATCH))
        .on(
            "GET",
            v2 + "/locations/([^/]+)",
            call -> one("locations", "location", "Location", call))
        .on("POST", v2 + "/team-members/search", this::searchTeam)
        .on(
            "GET",
            v2 + "/team-members/([^/]+)",
            call -> one("team_members", "team_member", "Team member", call))
        .on(
            "GET",
            v2 + "/catalog/list",
            call -> page("catalog", "objects", SquareApi::all, call.query("cursor"), MAX_BATCH))
        .on(
            "GET",
            v2 + "/catalog/object/([^/]+)",
            call -> one("catalog", "object", "Catalog object", call));
  }

  private Optional<Answer> guard(Call call) {
    if (!token.equals(call.bearer())) {
      return Optional.of(
          error(
              401,
              "AUTHENTICATION_ERROR",
              "UNAUTHORIZED",
              "This request could not be authorized.",
              null));
    }
    return limit
        .refused()
        .map(
            wait ->
                error(429, "RATE_LIMIT_ERROR", "RATE_LIMITED", "Too many requests.", null)
                    .with("Retry-After", RateLimit.retryAfter(wait)));
  }

  private static Answer error(
      int status, String category, String code, String detail, @Nullable String field) {
    ObjectNode error = Json.object("category", category, "code", code, "detail", detail);
    if (field != null) {
      error.put("field", field);
    }
    return Answer.json(status, Json.object("errors", Json.array(error)));
  }

  private static Answer invalid(String code, String detail, String field) {
    return error(400, "INVALID_REQUEST_ERROR", code, detail, field);
  }

  private Answer one(String shelf, String member, String spoken, Call call) {
    String id = call.part(0);
    return shelves
        .get(shelf, id)
        .map(record -> Answer.json(200, Json.object(member, record)))
        .orElseGet(
            () ->
                error(
                    404,
                    "INVALID_REQUEST_ERROR",
                    "NOT_FOUND",
                    spoken + " not found for id " + id,
                    null));
  }

  private static boolean all(JsonNode record) {
    return !record.isMissingNode();
  }

  private static int limit(Call call, int otherwise) {
    String text = call.query("limit");
    return text == null || !text.matches("\\d{1,4}") ? otherwise : Integer.parseInt(text);
  }

  private Answer page(
      String shelf, String member, Predicate<JsonNode> wanted, @Nullable String cursor, int size) {
    return page(shelves.all(shelf), member, wanted, cursor, size);
  }

  private static Answer page(
      List<ObjectNode> records,
      String member,
      Predicate<JsonNode> wanted,
      @Nullable String cursor,
      int size) {
    Optional<Integer> from = Cursor.read(cursor);
    if (from.isEmpty()) {
      return invalid("INVALID_CURSOR", "The cursor is not valid.", "cursor");
    }
    List<ObjectNode> found = records.stream().filter(wanted).toList();
    int start = Math.min(from.get(), found.size());
    int end = Math.min(start + Math.clamp(size, 1, 1000), found.size());
    ObjectNode body = Json.object();
    if (end > start) {
      body.set(member, Json.list(found.subList(start, end)));
    }
    if (end < found.size()) {
      body.put("cursor", Cursor.write(end));
    }
    return Answer.json(200, body);
  }

  private Answer listPayments(Call call) {
    String location = call.query("location_id");
    Predicate<JsonNode> wanted =
        between("created_at", call.query("begin_time"), call.query("end_time"))
            .and(
                between(
                    "updated_at",
                    call.query("updated_at_begin_time"),
                    call.query("updated_at_end_time")))
            .and(p -> location == null || location.equals(p.path("location_id").asText()));
    String sort =
        call.query("sort_field", "CREATED_AT").equals("UPDATED_AT") ? "updated_at" : "created_at";
    return page(
        sorted("payments", sort, "ASC".equals(call.query("sort_order"))),
        "payments",
        wanted,
        call.query("cursor"),
        Math.min(limit(call, MAX_BATCH), MAX_BATCH));
  }

  private List<ObjectNode> sorted(String shelf, String field, boolean ascending) {
    Comparator<ObjectNode> by = Comparator.comparing(record -> record.path(field).asText());
    return shelves.all(shelf).stream().sorted(ascending ? by : by.reversed()).toList();
  }

  private static Predicate<JsonNode> between(
      String field, @Nullable String from, @Nullable String to) {
    return record -> {
      String at = record.path(field).asText();
      return (from == null || at.compareTo(from) >= 0) && (to == null || at.compareTo(to) < 0);
    };
  }

  private Answer searchOrders(Call call) {
    Optional<JsonNode> json = call.json();
    if (json.isEmpty()) {
      return invalid("BAD_REQUEST", "Expected a JSON object.", "body");
    }
    JsonNode body = json.get();
    Set<String> locations = texts(body.path("location_ids"));
    if (locations.isEmpty()) {
      return invalid(
          "MISSING_REQUIRED_PARAMETER", "At least one location ID is required.", "location_ids");
    }
    JsonNode filter = body.at("/query/filter");
    Set<String> states = texts(filter.at("/state_filter/states"));
    Set<String> allowed = Set.of("OPEN", "COMPLETED", "CANCELED", "DRAFT");
    if (!allowed.containsAll(states)) {
      return invalid(
          "INVALID_ENUM_VALUE", "Not a valid order state.", "query.filter.state_filter.states");
    }
    Predicate<JsonNode> wanted =
        order ->
            locations.contains(order.path("location_id").asText())
                && (states.isEmpty() || states.contains(order.path("state").asText()));
    for (String field : List.of("created_at", "updated_at", "closed_at")) {
      JsonNode range = filter.at("/date_time_filter/" + field);
      wanted = wanted.and(between(field, Json.text(range, "start_at"), Json.text(range, "end_at")));
    }
    String sort =
        switch (body.at("/query/sort/sort_field").asText("CREATED_AT")) {
          case "UPDATED_AT" -> "updated_at";
          case "CLOSED_AT" -> "closed_at";
          default -> "created_at";
        };
    boolean ascending = body.at("/query/sort/sort_order").asText().equals("ASC");
    int size = body.path("limit").asInt(500);
    return page(
        sorted("orders", sort, ascending), "orders", wanted, Json.text(body, "cursor"), size);
  }

  private Answer batchOrders(Call call) {
    Set<String> ids = call.json().map(body -> texts(body.path("order_ids"))).orElse(Set.of());
    if (ids.isEmpty() || ids.size() > MAX_BATCH) {
      return invalid("BAD_REQUEST", "1 to 100 order ids are expected.", "order_ids");
    }
    List<ObjectNode> found = new ArrayList<>();
    ids.forEach(id -> shelves.get("orders", id).ifPresent(found::add));
    return Answer.json(200, Json.object("orders", Json.list(found)));
  }

  private Answer searchCustomers(Call call) {
    JsonNode body = call.json().orElseGet(Json::object);
    JsonNode filter = body.at("/query/filter");
    String email = filter.at("/email_address/exact").asText("");
    String phone = filter.at("/phone_number/exact").asText("");
    JsonNode updated = filter.path("updated_at");
    Predicate<JsonNode> wanted =
        between("updated_at", Json.text(updated, "start_at"), Json.text(updated, "end_at"))
            .and(c -> email.isEmpty() || email.equalsIgnoreCase(c.path("email_address").asText()))
            .and(c -> phone.isEmpty() || phone.equals(c.path("phone_number").asText()));
    return page(
        "customers",
        "customers",
        wanted,
        Json.text(body, "cursor"),
        body.path("limit").asInt(MAX_BATCH));
  }

  private Answer searchTeam(Call call) {
    JsonNode body = call.json().orElseGet(Json::object);
    Set<String> locations = texts(body.at("/query/filter/location_ids"));
    String status = body.at("/query/filter/status").asText("");
    Predicate<JsonNode> wanted =
        who ->
            (status.isEmpty() || status.equals(who.path("status").asText()))
                && (locations.isEmpty()
                    || locations.contains(who.at("/assigned_locations/location_ids/0").asText()));
    return page(
        "team_members",
        "team_members",
        wanted,
        Json.text(body, "cursor"),
        body.path("limit").asInt(MAX_BATCH));
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
