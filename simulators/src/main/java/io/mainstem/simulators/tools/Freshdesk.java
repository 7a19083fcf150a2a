package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
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
import io.mainstem.simulators.vendor.Vendor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Freshdesk: bare arrays with a {@code Link} header, tickets of thirty days unless asked for older
 * ones, a bin that is listed only when asked for, a search in quotes; no signature: headers and
 * body of a webhook are the administrator's own.
 */
public final class Freshdesk implements Vendor {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final int LONGEST_TAG = 32;
  private static final int FOUND_A_PAGE = 30;
  private static final Pattern TERM = Pattern.compile("\\(?([a-z_]+):'?([^')]*)'?\\)?");

  @Override
  public String name() {
    return "freshdesk";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_key", "fd-simulated", "webhook_secret", "fd-hook-secret");
  }

  @Override
  public List<Kind> kinds() {
    return Invented.kinds("freshdesk", Freshdesk::stamp);
  }

  private static void stamp(ObjectNode body, Entry entry) {
    body.put("id", Long.parseLong(entry.id()));
    body.put("created_at", Times.seconds(entry.created()));
    body.put("updated_at", Times.seconds(entry.updated()));
    if (entry.deleted()) {
      body.put("deleted", true);
    }
  }

  @Override
  public String limit() {
    return "100/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    ObjectNode words =
        object("code", refusal.code("invalid_credentials"), "message", refusal.words());
    return switch (refusal.why()) {
      case NOT_FOUND -> Answer.empty(404);
      case UNAUTHENTICATED, FORBIDDEN -> Answer.json(refusal.status(), words);
      case RATE_LIMITED -> Answer.json(429, object("message", refusal.words()));
      case INVALID, CONFLICT -> {
        String[] sides = refusal.words().split(": ", 2);
        yield Answer.json(
            refusal.status(),
            object(
                "description",
                "Validation failed",
                "errors",
                array(
                    object(
                        "field", sides[0],
                        "message", sides[sides.length - 1],
                        "code", refusal.code("invalid_value")))));
      }
    };
  }

  @Override
  public void open(Office office) {
    office.guardedBy(Credential.basic(office.secret("api_key"), "X"));
    String kinds = "(?:/api/v2)?/(tickets|contacts|companies|agents)";
    office
        .on("GET", "(?:/api/v2)?/search/tickets", call -> search(office, call))
        .on("GET", kinds, call -> list(office, call))
        .on("GET", kinds + "/(\\d+)", call -> one(office, call))
        .on("POST", kinds, call -> create(office, call))
        .on("PUT", kinds + "/(\\d+)", call -> update(office, call))
        .on("DELETE", kinds + "/(\\d+)", call -> delete(office, call));
  }

  private static Answer list(Office office, Call call) {
    String kind = call.part(0);
    boolean tickets = kind.equals("tickets");
    boolean gone =
        call.query("filter", "").equals("deleted") || call.query("state", "").equals("deleted");
    List<Entry> found = office.records().where(kind, e -> e.deleted() == gone);
    Optional<Instant> since = Times.read(call.query(tickets ? "updated_since" : "_updated_since"));
    Instant recent = tickets ? office.now().minus(USUAL) : Instant.MIN;
    found.removeIf(
        e -> since.isPresent() ? e.updated().isBefore(since.get()) : e.created().isBefore(recent));
    for (String field : List.of("email", "phone", "mobile", "company_id", "requester_id")) {
      String asked = call.query(field);
      found.removeIf(e -> asked != null && !e.body().path(field).asText().equalsIgnoreCase(asked));
    }
    Comparator<Entry> order =
        call.query("order_by", "created_at").equals("updated_at")
            ? Comparator.comparing(Entry::updated)
            : Comparator.comparing(Entry::created);
    boolean falling = call.query("order_type", tickets ? "desc" : "asc").equals("desc");
    found.sort(falling ? order.reversed() : order);
    int size = office.capped(call.query("per_page"), 30, 100);
    int page = Office.size(call.query("page"), 1, Integer.MAX_VALUE);
    Slice<Entry> slice = Slice.at(found, (page - 1) * size, size);
    Answer answer =
        Answer.json(200, Json.list(slice.items().stream().map(Entry::body).toList()))
            .with("X-RateLimit-Remaining", String.valueOf(office.remaining()));
    return slice.more() ? answer.with("Link", next(call, page + 1)) : answer;
  }

  private static String next(Call call, int page) {
    Map<String, String> query = new TreeMap<>(call.query());
    query.put("page", String.valueOf(page));
    List<String> pairs = new ArrayList<>();
    query.forEach((name, value) -> pairs.add(name + "=" + encoded(value)));
    return "<" + call.address() + "?" + String.join("&", pairs) + ">; rel=\"next\"";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** {@code "tag:'one' AND status:2"}, quotes and all. */
  private static Answer search(Office office, Call call) {
    String query = call.query("query", "");
    if (query.length() < 2 || !query.startsWith("\"") || !query.endsWith("\"")) {
      throw new Refusal(Why.INVALID, "query: It should be in double quotes");
    }
    List<Entry> found = office.records().live("tickets");
    for (String term : query.substring(1, query.length() - 1).split(" AND ", -1)) {
      Matcher matcher = TERM.matcher(term.strip());
      if (!matcher.matches()) {
        throw new Refusal(Why.INVALID, "query: It is not valid");
      }
      String field = matcher.group(1);
      String value = matcher.group(2);
      found.removeIf(
          e ->
              field.equals("tag")
                  ? e.body().path("tags").valueStream().noneMatch(t -> t.asText().equals(value))
                  : !e.body().path(field).asText().equals(value));
    }
    int page = Office.size(call.query("page"), 1, 10);
    Slice<Entry> slice = Slice.at(found, (page - 1) * FOUND_A_PAGE, FOUND_A_PAGE);
    return Answer.json(
        200,
        object(
            "results",
            slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "total",
            found.size()));
  }

  /** What is in the bin is still shown. */
  private static Answer one(Office office, Call call) {
    return office
        .records()
        .any(call.part(0), call.part(1))
        .filter(entry -> !entry.deleted() || !entry.kind().equals("companies"))
        .map(entry -> Answer.json(200, entry.body()))
        .orElseThrow(() -> new Refusal(Why.NOT_FOUND, call.part(1)));
  }

  private static Answer create(Office office, Call call) {
    ObjectNode body = Office.body(call);
    switch (call.part(0)) {
      case "contacts" -> contact(office, body);
      case "companies" -> required(body, "name");
      case "tickets" -> ticket(office, call, body);
      default -> throw new Refusal(Why.INVALID, "email: Agents are invited");
    }
    return Answer.json(201, office.create(call, call.part(0), body, null).body());
  }

  private static void required(ObjectNode body, String... names) {
    for (String name : names) {
      if (Json.text(body, name) == null) {
        throw new Refusal(Why.INVALID, "missing_field", name + ": It should not be blank");
      }
    }
  }

  private static void contact(Office office, ObjectNode body) {
    required(body, "name");
    String email = Json.text(body, "email");
    if (email != null && byEmail(office, email).isPresent()) {
      throw new Refusal(Why.CONFLICT, "duplicate_value", "email: It should be a unique value");
    }
    body.put("active", false);
  }

  private static Optional<Entry> byEmail(Office office, String email) {
    return office.records().live("contacts").stream()
        .filter(e -> e.body().path("email").asText().equalsIgnoreCase(email))
        .findFirst();
  }

  /** Whoever asks and is not known becomes a contact. */
  private static void ticket(Office office, Call call, ObjectNode body) {
    required(body, "subject", "description");
    for (String number : List.of("status", "priority")) {
      if (!body.path(number).isIntegralNumber()) {
        throw new Refusal(Why.INVALID, "datatype_mismatch", number + ": It should be a/an Number");
      }
    }
    for (JsonNode tag : body.path("tags")) {
      if (tag.asText().length() > LONGEST_TAG) {
        throw new Refusal(
            Why.INVALID,
            "invalid_value",
            "tags: It should only contain elements " + "that have maximum of 32 characters");
      }
    }
    String email = Json.text(body, "email");
    if (email != null) {
      Entry requester =
          byEmail(office, email)
              .orElseGet(
                  () -> {
                    String name = body.path("name").asText(email);
                    ObjectNode made = object("email", email, "name", name, "active", false);
                    return office.create(call, "contacts", made, null);
                  });
      body.put("requester_id", Long.parseLong(requester.id()));
    } else if (!body.has("requester_id")) {
      throw new Refusal(Why.INVALID, "missing_field", "requester_id: It should be a/an Number");
    }
    body.remove(List.of("email", "name"));
  }

  private static Answer update(Office office, Call call) {
    ObjectNode body = Office.body(call);
    return Answer.json(200, office.change(call, call.part(0), call.part(1), body).body());
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, call.part(0), call.part(1));
    return Answer.empty(204);
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(
        new Hooks() {
          @Override
          public List<Letter> letters(List<Change> changes, Subscription to) {
            return changes.stream().map(Freshdesk::letter).toList();
          }

          @Override
          public Signature signature() {
            return (of, body, url, secret, now) -> Map.of("X-Mainstem-Secret", secret);
          }
        });
  }

  /** As the administrator wrote it into the rule. */
  private static Letter letter(Change change) {
    String what = change.word("created", "updated", "deleted").toLowerCase(Locale.ROOT);
    ObjectNode body =
        object(
            "event", "ticket_" + what,
            "ticket_id", change.entry().body().path("id"),
            "updated_at", Times.seconds(change.entry().updated()));
    return Letter.json(body, what + change.entry().id() + "v" + change.entry().version());
  }
}
