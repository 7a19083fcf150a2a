package io.mainstem.commandcentre.web;

import io.mainstem.commandcentre.identity.DecisionPage;
import io.mainstem.commandcentre.identity.DecisionView;
import io.mainstem.commandcentre.identity.Desk;
import io.mainstem.commandcentre.identity.SuggestionPage;
import io.mainstem.commandcentre.status.InsightView;
import io.mainstem.commandcentre.status.QuarantineItem;
import io.mainstem.commandcentre.status.ServiceWatch;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.StoreAwayException;
import io.mainstem.commandcentre.trace.Conflicts;
import io.mainstem.commandcentre.trace.Explainer;
import io.mainstem.commandcentre.trace.Journey;
import io.mainstem.commandcentre.trace.LinkView;
import io.mainstem.commandcentre.trace.Trace;
import io.mainstem.commandcentre.trace.Tracer;
import io.mainstem.commandcentre.trace.Why;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages people see. While the reporting store is away they say so and show the rest. */
final class Pages {
  private static final int SHOWN_INSIGHTS = 6;
  private static final int SHOWN_ACTIONS = 6;
  private static final int SHOWN_CAUSES = 6;
  private static final int SHOWN_JOINED = 5;
  private static final int HOURS_SHOWN = 24;
  private static final int ALL_EVIDENCE = 500;
  private static final int MAX_BYTES_SHOWN = 64 * 1024;

  private final StatusQueries status;
  private final Tracer tracer;
  private final Truth truth;
  private final Desk desk;
  private final ServiceWatch services;
  private final Business business;
  private final InstantSource clock;
  private final Templates templates = new Templates();

  Pages(
      StatusQueries status,
      Tracer tracer,
      Truth truth,
      Desk desk,
      ServiceWatch services,
      Business business,
      InstantSource clock) {
    this.status = status;
    this.tracer = tracer;
    this.truth = truth;
    this.desk = desk;
    this.services = services;
    this.business = business;
    this.clock = clock;
  }

  /** Answers a page's path; 404 with a page for unknown ones. */
  Answer answer(List<String> path, Query query) {
    try {
      return switch (path.isEmpty() ? "" : path.getFirst()) {
        case "" -> page("overview", shell("Overview", ""), Map.of("overview", overview()));
        case "part" ->
            Answer.html(Answer.OK, templates.render("live", Map.of("overview", overview())));
        case "trace" -> trace(query.get("key"));
        case "entities" -> path.size() == 3 ? entity(path.get(1), path.get(2)) : unknown();
        case "events" -> events(query.get("connection"), query.get("outcome"));
        case "conflicts" -> conflicts(query);
        case "identity" ->
            path.size() == 3 && path.get(1).equals("decisions")
                ? decided(path.get(2))
                : identity(query);
        case "insights" -> path.size() == 2 ? insight(path.get(1)) : insights();
        case "actions" ->
            page(
                "actions",
                shell("Actions", ""),
                Map.of("actions", status.actions(StatusQueries.MAX_ROWS), "now", clock.instant()));
        case "quarantine" ->
            path.size() == 2
                ? quarantined(path.get(1))
                : quarantine(query.get("connection"), query.get("code"));
        default -> unknown();
      };
    } catch (StoreAwayException e) {
      return Answer.html(
          Answer.UNAVAILABLE,
          templates.render(
              "notice",
              Map.of(
                  "shell", shell("Not to be had just now", query.get("key")),
                  "notice", e.sentence())));
    }
  }

  private Answer identity(Query query) {
    String entity = query.get("entity");
    String problem = Desk.problem(entity).orElse("");
    SuggestionPage suggestions =
        problem.isEmpty() ? desk.suggestions(entity, query.get("after")).orElse(null) : null;
    DecisionPage decisions =
        problem.isEmpty() ? desk.decisions(entity, query.get("decisions")).orElse(null) : null;
    if (suggestions == null || decisions == null) {
      return notice(Answer.BAD_REQUEST, problem.isEmpty() ? Desk.NO_PLACE : problem);
    }
    return page(
        "identity",
        shell("Who is who", ""),
        Map.of(
            "page",
            suggestions,
            "decisions",
            decisions,
            "entity",
            entity,
            "decided",
            query.get("decision"),
            "now",
            clock.instant()));
  }

  /** A part of a page: what became of a decision, asked again while there is something to come. */
  private Answer decided(String id) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("id", id);
    desk.decision(id).ifPresent(found -> parameters.put("decision", found));
    return Answer.html(Answer.OK, templates.render("decided", parameters));
  }

  /** A page that says why something was not done. */
  Answer notice(int status, String words) {
    return Answer.html(
        status,
        templates.render("notice", Map.of("shell", shell("Not done", ""), "notice", words)));
  }

  private Overview overview() {
    Instant now = clock.instant();
    try {
      return new Overview(
          now,
          "",
          services.latest(),
          status.balances(business.connections()),
          status.insights(SHOWN_INSIGHTS),
          status.actions(SHOWN_ACTIONS),
          status.quarantineCauses(SHOWN_CAUSES),
          status.joined(SHOWN_JOINED));
    } catch (StoreAwayException e) {
      return Overview.without(now, e.sentence(), services.latest());
    }
  }

  private Answer trace(String key) {
    if (key.isEmpty()) {
      return page("overview", shell("Overview", ""), Map.of("overview", overview()));
    }
    return page("trace", shell("Journey of " + key, key), trace(tracer.trace(key)));
  }

  private Map<String, Object> trace(Trace trace) {
    Journey journey = trace.journey();
    return Map.of(
        "trace",
        trace,
        "why",
        journey == null ? List.of() : why(journey),
        "decisions",
        journey == null ? List.of() : about(journey),
        "now",
        clock.instant());
  }

  private List<DecisionView> about(Journey journey) {
    return desk.about(journey.entity(), journey.links().stream().map(LinkView::sourceKey).toList());
  }

  /** Whose value each field holds. */
  private List<Why.FieldWhy> why(Journey journey) {
    try {
      return truth
          .explainer()
          .explain(journey.entity(), journey.id(), "")
          .map(Why::fields)
          .orElse(List.of());
    } catch (Explainer.UnknownFieldException e) {
      throw new IllegalStateException("no field was asked for", e);
    }
  }

  private Answer entity(String type, String id) {
    if (type.equals("insight")) {
      return insight(id);
    }
    return tracer.journey(type, id).map(this::journey).orElseGet(() -> trace(id));
  }

  private Answer journey(Journey journey) {
    return page(
        "entity",
        shell("Journey of " + journey.label(), journey.id()),
        Map.of(
            "journey",
            journey,
            "why",
            why(journey),
            "decisions",
            about(journey),
            "now",
            clock.instant()));
  }

  private Answer events(String connection, String outcome) {
    String what = outcome.isEmpty() ? "Received" : sentence(Show.words(outcome));
    String title = connection.isEmpty() ? what : what + " from " + connection;
    return page(
        "eventlist",
        shell(title, ""),
        Map.of(
            "events",
            status.events(connection, outcome, StatusQueries.MAX_ROWS),
            "hours",
            outcome.isEmpty() ? status.balancesByHour(connection, HOURS_SHOWN) : List.of()));
  }

  private Answer conflicts(Query query) {
    Conflicts.Wanted wanted = Truth.wanted(query);
    if (Conflicts.problem(wanted).isPresent()) {
      return unknown();
    }
    return page(
        "conflicts",
        shell("Conflicts", ""),
        Map.of("page", truth.conflicts().page(wanted), "wanted", wanted, "now", clock.instant()));
  }

  private Answer insights() {
    return insightPage("Insights", status.insights(StatusQueries.MAX_ROWS), SHOWN_INSIGHTS);
  }

  private Answer insight(String id) {
    return status
        .insight(id)
        .map(found -> insightPage("Insight", List.of(found), ALL_EVIDENCE))
        .orElseGet(this::unknown);
  }

  private Answer insightPage(String title, List<InsightView> insights, int evidenceShown) {
    return page(
        "insights", shell(title, ""), Map.of("insights", insights, "evidenceShown", evidenceShown));
  }

  private Answer quarantine(String connection, String code) {
    String title = code.isEmpty() ? "Quarantine" : sentence(Show.words(code));
    return page(
        "quarantine",
        shell(connection.isEmpty() ? title : title + " from " + connection, ""),
        Map.of("items", status.quarantine(connection, code, "", StatusQueries.MAX_ROWS)));
  }

  private Answer quarantined(String id) {
    return status.quarantineItem(id).map(this::bytesAsReceived).orElseGet(this::unknown);
  }

  private Answer bytesAsReceived(QuarantineItem item) {
    byte[] original =
        status.quarantinedBytes(item.id(), MAX_BYTES_SHOWN).orElseGet(() -> new byte[0]);
    return page(
        "quarantinebytes",
        shell("Bytes as received", ""),
        Map.of("item", item, "original", new String(original, StandardCharsets.UTF_8)));
  }

  private Answer unknown() {
    return Answer.html(
        Answer.NOT_FOUND,
        templates.render(
            "notice",
            Map.of(
                "shell",
                shell("No such page", ""),
                "notice",
                "There is no such page. The search box above finds records.")));
  }

  private Answer page(String template, ShellView shell, Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("shell", shell);
    return Answer.html(Answer.OK, templates.render(template, all));
  }

  private ShellView shell(String title, String key) {
    return new ShellView(title, business.title(), key);
  }

  private static String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
