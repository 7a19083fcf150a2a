package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.array;
import static io.mainstem.simulators.json.Json.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Brackets;
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
import io.mainstem.simulators.vendor.Records;
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
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mailchimp Marketing: count and offset, {@code since_last_changed}, members put at the MD5 of
 * their address; webhooks as forms with brackets to an address that answered a GET, with no
 * signature.
 */
public final class Mailchimp implements Vendor {
  private static final String LIST = "a6b5da1054";

  @Override
  public String name() {
    return "mailchimp";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_key", "mc-key-us1", "access_token", "mc-oauth", "list_id", LIST);
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                new Kind(
                    "members",
                    n -> md5(Cast.of(n).email()),
                    Mailchimp::member,
                    (body, entry) -> {
                      String email = body.path("email_address").asText();
                      body.put("id", entry.id()).put("list_id", LIST);
                      body.put("contact_id", md5("contact " + entry.id()));
                      body.put("unique_email_id", entry.id().substring(0, 10));
                      body.put("web_id", 100_000 + entry.number());
                      body.put("timestamp_opt", Times.offset(entry.created()));
                      body.put("last_changed", Times.offset(entry.updated()));
                      if (!body.has("merge_fields")) {
                        body.set("merge_fields", object("FNAME", "", "LNAME", ""));
                      }
                      JsonNode merge = body.path("merge_fields");
                      body.put(
                          "full_name",
                          (merge.path("FNAME").asText() + " " + merge.path("LNAME").asText())
                              .strip());
                      if (email.isEmpty()) {
                        body.put("email_address", "unknown@example.com");
                      }
                    })));
    kinds.addAll(
        Invented.kinds(
            "mailchimp",
            (body, entry) ->
                body.put("id", entry.id()).put("create_time", Times.offset(entry.created()))));
    return List.copyOf(kinds);
  }

  /** The id of a member: the MD5 of the address in small letters. */
  public static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5")
                  .digest(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }

  private static ObjectNode member(long n) {
    Cast who = Cast.of(n);
    return object(
        "email_address",
        who.email(),
        "email_type",
        "html",
        "status",
        "subscribed",
        "consents_to_one_to_one_messaging",
        true,
        "merge_fields",
        object("FNAME", who.given(), "LNAME", who.family(), "PHONE", who.phone()),
        "stats",
        object("avg_open_rate", 0, "avg_click_rate", 0),
        "ip_signup",
        "",
        "member_rating",
        2,
        "language",
        "en",
        "vip",
        false,
        "source",
        "API - Generic",
        "tags_count",
        0,
        "tags",
        array());
  }

  @Override
  public String limit() {
    return "10/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String title =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "API Key Invalid";
          case FORBIDDEN -> "Forbidden";
          case NOT_FOUND -> "Resource Not Found";
          case CONFLICT, INVALID -> refusal.code("Invalid Resource");
          case RATE_LIMITED -> "Too Many Requests";
        };
    return Answer.json(
        refusal.why() == Why.CONFLICT ? 400 : refusal.status(),
        object(
            "type",
            "https://mailchimp.com/developer/marketing/docs/errors/",
            "title",
            title,
            "status",
            refusal.status(),
            "detail",
            refusal.words(),
            "instance",
            "7ed0cd88"));
  }

  @Override
  public void open(Office office) {
    String key = office.secret("api_key");
    office.guardedBy(
        Credential.bearer(office.secret("access_token"))
            .or(Credential.bearer(key))
            .or(
                call -> {
                  String header = Objects.requireNonNullElse(call.header("Authorization"), "");
                  return header.startsWith("Basic ") && Tokens.basic(header).endsWith(":" + key);
                }));
    String list = "/3\\.0/lists/" + office.secret("list_id");
    office
        .on(
            "GET",
            "/3\\.0/ping",
            call -> Answer.json(200, object("health_status", "Everything's Chimpy!")))
        .on("GET", "/3\\.0/campaigns", call -> campaigns(office, call))
        .on(
            "GET",
            "/3\\.0/campaigns/([^/]+)",
            call -> Answer.json(200, office.found("campaigns", call.part(0)).body()))
        .on("GET", list + "/members", call -> list(office, call))
        .on("POST", list + "/members", call -> add(office, call))
        .on("GET", list + "/members/([^/]+)", call -> one(office, call))
        .on("PUT", list + "/members/([^/]+)", call -> put(office, call))
        .on("PATCH", list + "/members/([^/]+)", call -> patch(office, call))
        .on("DELETE", list + "/members/([^/]+)", call -> archive(office, call))
        .on("POST", list + "/webhooks", call -> subscribe(office, call))
        .on("DELETE", list + "/webhooks/(\\d+)", call -> unsubscribe(office, call));
  }

  private static Answer list(Office office, Call call) {
    Instant since = Times.read(call.query("since_last_changed")).orElse(Instant.MIN);
    List<Entry> found = office.records().live("members");
    found.removeIf(entry -> !entry.updated().isAfter(since));
    for (String field : List.of("status", "unique_email_id", "email_address")) {
      String asked = call.query(field);
      found.removeIf(e -> asked != null && !e.body().path(field).asText().equals(asked));
    }
    if (call.query("sort_field", "").equals("last_changed")) {
      found.sort(Comparator.comparing(Entry::updated));
    }
    int from = Integer.parseInt(call.query("offset", "0"));
    Slice<Entry> slice = Slice.at(found, from, Office.size(call.query("count"), 10, 1000));
    return Answer.json(
        200,
        object(
            "members", slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "list_id", LIST,
            "total_items", found.size(),
            "_links", array()));
  }

  private static Answer campaigns(Office office, Call call) {
    List<Entry> found = office.records().live("campaigns");
    String list = call.query("list_id", LIST);
    found.removeIf(e -> !e.body().at("/recipients/list_id").asText().equals(list));
    int from = Integer.parseInt(call.query("offset", "0"));
    Slice<Entry> slice = Slice.at(found, from, Office.size(call.query("count"), 10, 1000));
    return Answer.json(
        200,
        object(
            "campaigns", slice.items().stream().<JsonNode>map(Entry::body).toList(),
            "total_items", found.size(),
            "_links", array()));
  }

  /** By the hash of the address, or by the address itself. */
  private static String hash(String part) {
    return part.matches("[0-9a-f]{32}")
        ? part
        : md5(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static Answer one(Office office, Call call) {
    return Answer.json(200, office.found("members", hash(call.part(0))).body());
  }

  private static Answer add(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String email = checked(body);
    if (!List.of("subscribed", "unsubscribed", "cleaned", "pending", "transactional")
        .contains(body.path("status").asText())) {
      throw new Refusal(Why.INVALID, "The resource submitted could not be validated: status");
    }
    if (office.records().get("members", md5(email)).isPresent()) {
      throw new Refusal(
          Why.CONFLICT,
          "Member Exists",
          email + " is already a list member. Use PUT to insert or update.");
    }
    return Answer.json(200, office.put(call, "members", md5(email), body).body());
  }

  private static String checked(ObjectNode body) {
    String email = Json.text(body, "email_address");
    if (email == null || !email.contains("@")) {
      throw new Refusal(Why.INVALID, "Please provide a valid email address.");
    }
    return email;
  }

  private static Answer put(Office office, Call call) {
    ObjectNode body = Office.body(call);
    String id = hash(call.part(0));
    Optional<Entry> held = office.records().get("members", id);
    if (held.isEmpty()) {
      if (!md5(checked(body)).equals(id)) {
        throw new Refusal(Why.INVALID, "The address and its hash are not the same.");
      }
      if (!body.has("status_if_new") && !body.has("status")) {
        throw new Refusal(Why.INVALID, "status_if_new: this value should not be blank.");
      }
      if (!body.has("status")) {
        body.put("status", body.path("status_if_new").asText());
      }
    }
    body.remove("status_if_new");
    ObjectNode whole = held.map(entry -> Records.overlay(entry.copy(), body)).orElse(body);
    return Answer.json(200, office.put(call, "members", id, whole).body());
  }

  private static Answer patch(Office office, Call call) {
    return Answer.json(
        200, office.change(call, "members", hash(call.part(0)), Office.body(call)).body());
  }

  private static Answer archive(Office office, Call call) {
    office.delete(call, "members", hash(call.part(0)));
    return Answer.empty(204);
  }

  private static Answer subscribe(Office office, Call call) {
    ObjectNode body = Office.body(call);
    Subscription made = office.subscription(body.path("url").asText(), null, body);
    String wrong = office.subscribe(made);
    if (wrong != null) {
      office.unsubscribe(made);
      throw new Refusal(Why.INVALID, wrong);
    }
    body.put("id", made.id()).put("list_id", LIST);
    return Answer.json(200, body);
  }

  private static Answer unsubscribe(Office office, Call call) {
    office.subscriptions().stream()
        .filter(subscription -> subscription.id().equals(call.part(0)))
        .forEach(office::unsubscribe);
    return Answer.empty(204);
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(new Forms());
  }

  private static final class Forms implements Hooks {
    @Override
    public List<Letter> letters(List<Change> changes, Subscription to) {
      return changes.stream().map(Forms::letter).toList();
    }

    private static Letter letter(Change change) {
      Entry entry = change.entry();
      JsonNode body = entry.body();
      boolean left =
          change.action() == Change.Action.DELETED
              || (change.changedFields().contains("status")
                  && body.path("status").asText().equals("unsubscribed"));
      String type = left ? "unsubscribe" : change.word("subscribe", "profile", "unsubscribe");
      ObjectNode merges = object("EMAIL", body.path("email_address"));
      merges.setAll((ObjectNode) body.path("merge_fields"));
      ObjectNode data =
          object(
              "id",
              body.path("unique_email_id"),
              "email",
              body.path("email_address"),
              "email_type",
              "html",
              "ip_opt",
              "192.0.2.7",
              "web_id",
              body.path("web_id").asText(),
              "merges",
              merges,
              "list_id",
              LIST);
      if (left) {
        data.put("action", "unsub").put("reason", "manual");
      }
      String form =
          Brackets.write(
              object("type", type, "fired_at", Times.spaced(entry.updated()), "data", data));
      return new Letter("application/x-www-form-urlencoded", attempt -> form, Map.of(), List.of());
    }

    @Override
    public Signature signature() {
      return Signature.none();
    }

    @Override
    public @Nullable String shakeHands(Subscription with, Messenger messenger)
        throws InterruptedException {
      int status = messenger.get(with.url()).status();
      with.live(status == 200);
      return status == 200 ? null : "We couldn't verify the URL: " + status;
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(10);
    }
  }
}
