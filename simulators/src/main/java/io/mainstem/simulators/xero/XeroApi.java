package io.mainstem.simulators.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Bell;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.Description;
import io.mainstem.simulators.api.IdempotencyKeys;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.api.RateLimit;
import io.mainstem.simulators.api.Shelves;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.Stamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Xero's accounting API for Invoices and Contacts: bearer token and tenant header, pages, where
 * clauses, writes with Idempotency-Key, answers in XML unless JSON is asked for.
 */
public final class XeroApi {
  private static final int DEFAULT_PAGE_SIZE = 100;
  private static final int MAX_PAGE_SIZE = 1000;
  private static final int MAX_KEY_LENGTH = 128;

  private final String token;
  private final String tenant;
  private final Shelves shelves;
  private final RateLimit limit;
  private final Journal journal;
  private final InstantSource businessTime;
  private final XeroBooks books;
  private final IdempotencyKeys keys = new IdempotencyKeys();

  public XeroApi(
      String token,
      String tenant,
      Shelves shelves,
      RateLimit limit,
      Journal journal,
      InstantSource businessTime,
      Description description,
      Bell bell) {
    this.token = token;
    this.tenant = tenant;
    this.shelves = shelves;
    this.limit = limit;
    this.journal = journal;
    this.businessTime = businessTime;
    this.books = new XeroBooks(shelves, journal, businessTime, description, bell);
  }

  /** Puts back what was written before a restart. */
  public void restore() {
    journal
        .applied("xero")
        .forEach(
            entry ->
                shelves.put(
                    entry.path("shelf").asText(),
                    entry.path("id").asText(),
                    (ObjectNode) entry.path("record")));
  }

  public Api api() {
    String base = "(?:/api\\.xro/2\\.0)?/";
    return new Api("xero", this::guard)
        .on("GET", base + "(Invoices|Contacts)", this::list)
        .on("GET", base + "(Invoices|Contacts)/([^/]+)", this::one)
        .on("PUT", base + "(Invoices|Contacts)", call -> write(call, true))
        .on("POST", base + "(Invoices|Contacts)", call -> write(call, false))
        .on("POST", base + "(Invoices|Contacts)/([^/]+)", call -> write(call, false));
  }

  private Optional<Answer> guard(Call call) {
    if (!token.equals(call.bearer())) {
      return Optional.of(problem(401, "Unauthorized", "AuthenticationUnsuccessful"));
    }
    if (!tenant.equals(call.header("xero-tenant-id"))) {
      return Optional.of(problem(403, "Forbidden", "AuthenticationUnsuccessful"));
    }
    return limit
        .refused()
        .map(
            wait ->
                Answer.of(429, "text/html", "")
                    .with("Retry-After", RateLimit.retryAfter(wait))
                    .with("X-Rate-Limit-Problem", "minute"));
  }

  private static Answer problem(int status, String title, String detail) {
    return Answer.json(
        status,
        Json.object(
            "Type",
            null,
            "Title",
            title,
            "Status",
            status,
            "Detail",
            detail,
            "Instance",
            UUID.randomUUID().toString(),
            "Extensions",
            Json.object()));
  }

  private Answer one(Call call) {
    return books
        .find(call.part(0), call.part(1))
        .map(record -> envelope(call, call.part(0), List.of(record)))
        .orElseGet(() -> notFound());
  }

  private static Answer notFound() {
    return Answer.of(
        404, "text/html; charset=utf-8", "The resource you're looking for cannot be found");
  }

  private Answer list(Call call) {
    List<ObjectNode> all;
    try {
      all = XeroQuery.of(call).select(shelves.all(call.part(0)));
    } catch (IllegalArgumentException unreadable) {
      return error(
          16, "QueryParseException", String.valueOf(unreadable.getMessage()), Json.array());
    }
    int page = Math.max(1, number(call.query("page", "1"), 1));
    int size =
        Math.clamp(number(call.query("pageSize", "100"), DEFAULT_PAGE_SIZE), 1, MAX_PAGE_SIZE);
    boolean paged = call.query("page") != null || call.query("pageSize") != null;
    int from = paged ? Math.min(all.size(), (page - 1) * size) : 0;
    int to = paged ? Math.min(all.size(), from + size) : all.size();
    ObjectNode body = body(call.part(0), all.subList(from, to), paged);
    if (paged) {
      body.set(
          "pagination",
          Json.object(
              "page",
              page,
              "pageSize",
              size,
              "pageCount",
              (all.size() + size - 1) / size,
              "itemCount",
              all.size()));
    }
    return answer(call, body);
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }

  private Answer envelope(Call call, String shelf, List<ObjectNode> records) {
    return answer(call, body(shelf, records, true));
  }

  private ObjectNode body(String shelf, List<ObjectNode> records, boolean whole) {
    ObjectNode body =
        Json.object(
            "Id",
            UUID.randomUUID().toString(),
            "Status",
            "OK",
            "ProviderName",
            "Mainstem",
            "DateTimeUTC",
            Stamp.msDate(businessTime.instant()).replace("+0000", ""));
    body.set(shelf, Json.list(whole ? records : records.stream().map(XeroApi::summary).toList()));
    return body;
  }

  /** An unpaged list leaves the lines out. */
  private static ObjectNode summary(ObjectNode record) {
    ObjectNode summary = record.deepCopy();
    summary.remove("LineItems");
    return summary;
  }

  /** Xero answers in XML unless the caller says otherwise. */
  private static Answer answer(Call call, ObjectNode body) {
    String accept = call.header("Accept");
    return accept != null && accept.contains("json")
        ? Answer.json(200, body)
        : Answer.of(200, "text/xml; charset=utf-8", XeroXml.of("Response", body));
  }

  private static Answer error(int number, String type, String message, JsonNode elements) {
    return Answer.json(
        400,
        Json.object("ErrorNumber", number, "Type", type, "Message", message, "Elements", elements));
  }

  private Answer write(Call call, boolean create) {
    String key = call.header("Idempotency-Key");
    if (key != null && (key.isEmpty() || key.length() > MAX_KEY_LENGTH)) {
      return error(
          10,
          "ValidationException",
          "Idempotency-Key: " + key.length() + " characters (expected: 1 to 128)",
          Json.array());
    }
    String operation = call.method() + " " + call.path();
    return keys.once(
        key,
        operation + "\n" + call.body(),
        () -> apply(call, create, key),
        replayed -> {
          journal.add("xero", operation, "replayed", key, call.part(0), null, null);
          return replayed;
        },
        () ->
            error(
                10,
                "ValidationException",
                "The Idempotency-Key has been used with a different request",
                Json.array()));
  }

  private Answer apply(Call call, boolean create, @Nullable String key) {
    String shelf = call.part(0);
    Optional<JsonNode> json = call.json();
    if (json.isEmpty() || !json.get().isObject()) {
      return error(14, "PostDataInvalidException", "JSON for post data was invalid", Json.array());
    }
    JsonNode list = json.get().path(shelf);
    List<JsonNode> inputs = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(inputs::add);
    } else {
      inputs.add(json.get());
    }
    String pathId = call.parts().size() > 1 ? call.part(1) : null;
    List<XeroBooks.Entry> entries =
        inputs.stream().map(input -> books.check(shelf, input, pathId, create)).toList();
    boolean summarize = !"false".equalsIgnoreCase(call.query("summarizeErrors", "true"));
    boolean anyRefused = entries.stream().anyMatch(entry -> !entry.problems().isEmpty());
    if (inputs.isEmpty() || (anyRefused && (summarize || inputs.size() == 1))) {
      journal.add(
          "xero", call.method() + " " + call.path(), "refused", key, shelf, null, json.get());
      return error(
          10,
          "ValidationException",
          "A validation exception occurred",
          Json.list(entries.stream().map(XeroBooks.Entry::refusal).toList()));
    }
    List<ObjectNode> written =
        entries.stream()
            .map(
                entry ->
                    entry.problems().isEmpty()
                        ? books.write(shelf, entry, call.method() + " " + call.path(), key)
                        : entry.refusal())
            .toList();
    return envelope(call, shelf, written);
  }
}
