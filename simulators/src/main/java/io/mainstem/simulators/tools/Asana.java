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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asana: everything below {@code data}, compact unless {@code opt_fields} asks for more, offset
 * tokens, events since a sync token; webhooks whose secret is given in a handshake header, several
 * compact events a POST, an empty list as heartbeat.
 */
public final class Asana implements Vendor {
  private static final String WORKSPACE = "1100000000000001";
  private static final List<String> COMPACT = List.of("gid", "name", "resource_type");

  @Override
  public String name() {
    return "asana";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of(
        "access_token", "asana-pat",
        "client_id", "asana-client",
        "client_secret", "asana-client-secret",
        "refresh_token", "asana-refresh",
        "workspace", WORKSPACE,
        "webhook_secret", "asana-hook-secret");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        kind("users", "user", 1_200, n -> user(n)),
        kind("projects", "project", 1_300, n -> project(n)),
        kind("tasks", "task", 1_400, n -> task(n)),
        kind("sections", "section", 1_500, n -> section(n)));
  }

  private static Kind kind(String name, String type, long from, LongFunction<ObjectNode> sample) {
    return new Kind(
        name,
        n -> gid(from, n),
        sample,
        (body, entry) -> {
          body.put("gid", entry.id()).put("resource_type", type);
          if (!type.equals("user")) {
            body.put("created_at", Times.millis(entry.created()));
            body.put("modified_at", Times.millis(entry.updated()));
          }
          if (type.equals("task")) {
            if (!body.has("resource_subtype")) {
              body.put("resource_subtype", "default_task");
            }
            boolean done = body.path("completed").asBoolean();
            body.put("completed", done);
            body.put("completed_at", done ? Times.millis(entry.updated()) : null);
          }
        });
  }

  private static String gid(long from, long n) {
    return from + String.format(Locale.ROOT, "%012d", n);
  }

  private static ObjectNode compact(String type, String gid, String name) {
    return object("gid", gid, "name", name, "resource_type", type);
  }

  private static ObjectNode user(long n) {
    Cast who = Cast.of(400 + n);
    return object(
        "name", who.name(),
        "email", who.email(),
        "photo", null,
        "workspaces", array(compact("workspace", WORKSPACE, "Kite and Quill")));
  }

  private static ObjectNode project(long n) {
    return object(
        "name",
        Cast.of(n).company() + " brand " + n,
        "archived",
        false,
        "color",
        "light-green",
        "completed",
        false,
        "current_status",
        null,
        "default_view",
        "list",
        "due_on",
        "2026-05-29",
        "start_on",
        "2026-03-02",
        "notes",
        "",
        "public",
        true,
        "owner",
        compact("user", gid(1_200, 1), Cast.of(401).name()),
        "team",
        compact("team", "1600000000000001", "Studio"),
        "workspace",
        compact("workspace", WORKSPACE, "Kite and Quill"),
        "permalink_url",
        "https://app.asana.com/0/" + gid(1_300, n));
  }

  private static ObjectNode task(long n) {
    ObjectNode project = compact("project", gid(1_300, 1), Cast.of(1).company() + " brand 1");
    return object(
        "name",
        "Sketch " + n,
        "notes",
        "",
        "completed",
        n % 3 == 0,
        "due_on",
        "2026-04-10",
        "due_at",
        null,
        "start_on",
        null,
        "assignee",
        compact("user", gid(1_200, 1), Cast.of(401).name()),
        "parent",
        null,
        "num_subtasks",
        0,
        "tags",
        array(),
        "projects",
        array(project),
        "memberships",
        array(
            object("project", project, "section", compact("section", gid(1_500, 1), "Section 1"))),
        "workspace",
        compact("workspace", WORKSPACE, "Kite and Quill"),
        "permalink_url",
        "https://app.asana.com/0/0/" + gid(1_400, n));
  }

  private static ObjectNode section(long n) {
    return object(
        "name",
        "Section " + n,
        "project",
        compact("project", gid(1_300, 1), Cast.of(1).company() + " brand 1"));
  }

  @Override
  public String limit() {
    return "150/1m";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    String words =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> "Not Authorized";
          case RATE_LIMITED -> "You have made too many requests recently. Please, be chill.";
          case INVALID, FORBIDDEN, NOT_FOUND, CONFLICT -> refusal.words();
        };
    return Answer.json(
        refusal.status(),
        object(
            "errors",
            array(object("message", words, "help", "For more information, see the docs."))));
  }

  @Override
  public void open(Office office) {
    Tokens tokens = office.tokens(Duration.ofHours(1), false);
    office.guardedBy(
        Credential.bearer(office.secret("access_token")).or(Credential.bearer(tokens)));
    String api = "/api/1\\.0/";
    String kinds = "(users|projects|tasks|sections)";
    office
        .open("POST", "/-/oauth_token", call -> tokens.answer(call, object()))
        .on(
            "GET",
            api + "workspaces",
            call -> data(array(compact("workspace", WORKSPACE, "Kite and Quill"))))
        .on("GET", api + "workspaces/(\\d+)/typeahead", call -> typeahead(office, call))
        .on("GET", api + "events", call -> events(office, call))
        .on("GET", api + "webhooks", call -> data(office.shownSubscriptions()))
        .on("POST", api + "webhooks", call -> subscribe(office, call))
        .on("DELETE", api + "webhooks/(\\d+)", call -> unsubscribe(office, call))
        .on("GET", api + "()()" + kinds, call -> list(office, call))
        .on("GET", api + "(workspaces|projects)/(\\d+)/" + kinds, call -> list(office, call))
        .on("POST", api + kinds, call -> create(office, call))
        .on("POST", api + "(projects)/(\\d+)/(sections)", call -> createBelow(office, call))
        .on("POST", api + "sections/(\\d+)/addTask", call -> data(object()))
        .on("GET", api + kinds + "/([^/]+)", call -> one(office, call))
        .on("PUT", api + kinds + "/(\\d+)", call -> update(office, call))
        .on("DELETE", api + kinds + "/(\\d+)", call -> delete(office, call));
  }

  private static Answer data(JsonNode data) {
    return Answer.json(200, object("data", data));
  }

  /** What {@code opt_fields} names, and always the gid; the compact form where it is absent. */
  private static ObjectNode shown(Call call, Entry entry, boolean whole) {
    String asked = call.query("opt_fields");
    if (asked == null && whole) {
      return entry.copy();
    }
    ObjectNode shown = object("gid", entry.id());
    for (String path : asked == null ? COMPACT : List.of(asked.split(","))) {
      String top = path.strip().split("\\.", 2)[0];
      if (entry.body().has(top)) {
        shown.set(top, entry.body().path(top).deepCopy());
      }
    }
    return shown;
  }

  /** Names that hold what was typed, the best first; never more than a page. */
  private static Answer typeahead(Office office, Call call) {
    String kind = call.query("resource_type", "") + "s";
    if (!office.records().knows(kind)) {
      throw new Refusal(Why.INVALID, "resource_type: Missing input");
    }
    String typed = call.query("query", "").toLowerCase(Locale.ROOT);
    List<JsonNode> found = new ArrayList<>();
    for (Entry entry : office.records().live(kind)) {
      if (entry.body().path("name").asText().toLowerCase(Locale.ROOT).contains(typed)) {
        found.add(shown(call, entry, false));
      }
    }
    int most = Office.size(call.query("count"), 20, 100);
    return data(Json.list(found.subList(0, Math.min(most, found.size()))));
  }

  private static Answer list(Office office, Call call) {
    String kind = call.part(2);
    String parent = call.part(0).equals("projects") ? call.part(1) : call.query("project", "");
    if (kind.equals("tasks") && parent.isEmpty() && call.query("assignee") == null) {
      throw new Refusal(
          Why.INVALID,
          "You should specify one of the following fields: assignee, project, section, tag,"
              + " user_task_list");
    }
    Instant since = Times.read(call.query("modified_since")).orElse(Instant.MIN);
    List<Entry> found = office.records().live(kind);
    found.removeIf(entry -> entry.updated().isBefore(since) || !within(entry, parent));
    String limit = call.query("limit");
    int size = limit == null ? Integer.MAX_VALUE : office.capped(limit, 100, 100);
    Slice<Entry> slice = Slice.after(found, call.query("offset"), size);
    String path = again(call) + "&offset=";
    JsonNode next =
        slice.more()
            ? object(
                "offset", slice.next(),
                "path", path + slice.next(),
                "uri", call.base() + "/api/1.0" + path + slice.next())
            : object().nullNode();
    return Answer.json(
        200,
        object(
            "data",
            slice.items().stream().map(entry -> shown(call, entry, false)).toList(),
            "next_page",
            next));
  }

  /** The call as it was made, without where its page began. */
  private static String again(Call call) {
    String query =
        call.query().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("offset"))
            .sorted(Map.Entry.comparingByKey())
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return call.path().replaceFirst("/[^/]+/api/1\\.0", "") + "?" + query;
  }

  private static boolean within(Entry entry, String project) {
    if (project.isEmpty() || !List.of("tasks", "sections").contains(entry.kind())) {
      return true;
    }
    return entry.body().at("/project/gid").asText().equals(project)
        || entry.body().path("projects").findValuesAsText("gid").contains(project);
  }

  private static Answer one(Office office, Call call) {
    String id = call.part(1);
    if (id.startsWith("external:")) {
      String external = id.substring("external:".length());
      return office.records().live(call.part(0)).stream()
          .filter(entry -> entry.body().at("/external/gid").asText().equals(external))
          .findFirst()
          .map(entry -> data(shown(call, entry, true)))
          .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "task: Unknown object: " + id));
    }
    return data(shown(call, office.found(call.part(0), id), true));
  }

  private static ObjectNode sent(Call call) {
    if (!(Office.body(call).path("data") instanceof ObjectNode sent)) {
      throw new Refusal(Why.INVALID, "Missing input: data");
    }
    return sent;
  }

  private static Answer create(Office office, Call call) {
    String kind = call.part(0);
    ObjectNode sent = sent(call);
    if (Json.text(sent, "name") == null) {
      throw new Refusal(Why.INVALID, "name: Missing input");
    }
    JsonNode parents = sent.path("projects");
    if (kind.equals("tasks") && parents.isEmpty() && !sent.has("workspace")) {
      throw new Refusal(Why.INVALID, "You should specify one of: workspace, parent, projects");
    }
    ArrayNode projects = array();
    for (JsonNode gid : parents) {
      Entry project = office.found("projects", gid.asText());
      projects.add(compact("project", project.id(), project.body().path("name").asText()));
    }
    if (kind.equals("tasks")) {
      sent.set("projects", projects);
    }
    sent.set("workspace", compact("workspace", WORKSPACE, "Kite and Quill"));
    JsonNode external = sent.at("/external/gid");
    boolean taken =
        external.isTextual()
            && office.records().live(kind).stream()
                .anyMatch(e -> e.body().at("/external/gid").equals(external));
    if (taken) {
      throw new Refusal(Why.CONFLICT, "external.gid: already in use by another object");
    }
    return Answer.json(
        201, object("data", shown(call, office.create(call, kind, sent, null), true)));
  }

  private static Answer createBelow(Office office, Call call) {
    Entry project = office.found("projects", call.part(1));
    ObjectNode sent = sent(call);
    sent.set("project", compact("project", project.id(), project.body().path("name").asText()));
    return Answer.json(
        201, object("data", shown(call, office.create(call, call.part(2), sent, null), true)));
  }

  private static Answer update(Office office, Call call) {
    return data(shown(call, office.change(call, call.part(0), call.part(1), sent(call)), true));
  }

  private static Answer delete(Office office, Call call) {
    office.delete(call, call.part(0), call.part(1));
    return data(object());
  }

  private static Answer events(Office office, Call call) {
    List<Change> history = office.history();
    String sync = call.query("sync", "");
    String now = "sync-" + history.size();
    if (!sync.matches("sync-\\d{1,9}") || Integer.parseInt(sync.substring(5)) > history.size()) {
      return Answer.json(
          412,
          object(
              "errors",
              array(
                  object(
                      "message",
                      "Sync token invalid or too old. If you are attempting to keep resources in"
                          + " sync, you must fetch the full dataset for this query now and use the"
                          + " new sync token for the next sync.")),
              "sync",
              now));
    }
    ArrayNode events = array();
    for (Change change : history.subList(Integer.parseInt(sync.substring(5)), history.size())) {
      events(change).forEach(event -> events.add(event.put("type", "task")));
    }
    return Answer.json(200, object("data", events, "sync", now, "has_more", false));
  }

  private static List<ObjectNode> events(Change change) {
    Entry entry = change.entry();
    ObjectNode resource =
        object(
            "gid", entry.id(),
            "resource_type", entry.body().path("resource_type"),
            "name", entry.body().path("name"));
    if (entry.body().has("resource_subtype")) {
      resource.set("resource_subtype", entry.body().path("resource_subtype"));
    }
    JsonNode project = entry.body().at("/projects/0");
    ObjectNode plain =
        object(
            "user", object("gid", gid(1_200, 1), "resource_type", "user"),
            "created_at", Times.millis(entry.updated()),
            "action", change.word("added", "changed", "deleted"),
            "resource", resource,
            "parent",
                change.action() == Change.Action.CREATED && project.isObject()
                    ? project
                    : object().nullNode());
    if (change.action() != Change.Action.UPDATED) {
      return List.of(plain);
    }
    List<ObjectNode> events = new ArrayList<>();
    for (String field : change.changedFields()) {
      if (!field.equals("modified_at") && !field.equals("completed_at")) {
        ObjectNode event = plain.deepCopy();
        event.set("change", object("field", field, "action", "changed"));
        events.add(event);
      }
    }
    return events.isEmpty() ? List.of(plain) : events;
  }

  private static Answer subscribe(Office office, Call call) {
    ObjectNode sent = sent(call);
    String target = Json.text(sent, "target");
    if (target == null || Json.text(sent, "resource") == null) {
      throw new Refusal(Why.INVALID, "resource, target: Missing input");
    }
    String secret = office.secret("webhook_secret") + "-" + office.subscriptions().size();
    Subscription made = office.subscription(target, secret, sent);
    String wrong = office.subscribe(made);
    if (wrong != null) {
      throw new Refusal(Why.INVALID, wrong);
    }
    ObjectNode shown =
        object(
            "gid",
            made.id(),
            "resource_type",
            "webhook",
            "active",
            true,
            "resource",
            object("gid", sent.path("resource")),
            "target",
            target,
            "created_at",
            Times.millis(office.now()),
            "filters",
            sent.path("filters").isArray() ? sent.path("filters") : array());
    return Answer.json(201, object("data", shown, "X-Hook-Secret", secret));
  }

  private static Answer unsubscribe(Office office, Call call) {
    office.subscriptions().stream()
        .filter(subscription -> subscription.id().equals(call.part(0)))
        .forEach(office::unsubscribe);
    return data(object());
  }

  @Override
  public Optional<Hooks> hooks(Office office) {
    return Optional.of(
        new Hooks() {
          @Override
          public List<Letter> letters(List<Change> changes, Subscription to) {
            ArrayNode events = array();
            changes.forEach(change -> events(change).forEach(events::add));
            return List.of(Letter.json(object("events", events)));
          }

          @Override
          public Signature signature() {
            return Signature.Hmac.hex("X-Hook-Signature", "{body}");
          }

          @Override
          public @Nullable String shakeHands(Subscription with, Messenger messenger)
              throws InterruptedException {
            Letter first = Letter.json(object()).with(Map.of("X-Hook-Secret", with.secret()));
            Messenger.Reply reply = messenger.unsigned(first, with);
            if (reply.status() != 200 && reply.status() != 204) {
              return "The remote server which is intended to receive the webhook responded with an"
                  + " incorrect status code: "
                  + reply.status();
            }
            if (!with.secret().equals(reply.header("X-Hook-Secret"))) {
              return "The remote server did not respond with the handshake secret.";
            }
            with.live(true);
            messenger.send(Letter.json(object("events", array())), with);
            return null;
          }

          @Override
          public Duration patience() {
            return Duration.ofSeconds(10);
          }
        });
  }
}
