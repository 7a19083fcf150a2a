package io.mainstem.commandcentre.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.mainstem.commandcentre.identity.Desk;
import io.mainstem.commandcentre.quarantine.Workbench;
import io.mainstem.commandcentre.status.ServiceWatch;
import io.mainstem.commandcentre.status.SourceBalance;
import io.mainstem.commandcentre.status.Status;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.StoreAwayException;
import io.mainstem.commandcentre.trace.Conflicts;
import io.mainstem.commandcentre.trace.Explainer;
import io.mainstem.commandcentre.trace.Tracer;
import io.mainstem.commandcentre.trace.Why;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON API: the same figures as the pages, for scripts. */
final class Api {
  /** Two days of one object, or the latest hours of all. */
  private static final int HOURS_SHOWN = 48;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(LocalDate.class, ToStringSerializer.instance))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private final StatusQueries status;
  private final Tracer tracer;
  private final Truth truth;
  private final Desk desk;
  private final Workbench workbench;
  private final ServiceWatch services;
  private final Business business;
  private final InstantSource clock;

  Api(
      StatusQueries status,
      Tracer tracer,
      Truth truth,
      Desk desk,
      Workbench workbench,
      ServiceWatch services,
      Business business,
      InstantSource clock) {
    this.status = status;
    this.tracer = tracer;
    this.truth = truth;
    this.desk = desk;
    this.workbench = workbench;
    this.services = services;
    this.business = business;
    this.clock = clock;
  }

  /** Answers {@code /api/…}; 404 for other paths, 503 with a sentence while the store is away. */
  Answer answer(List<String> path, Query query) {
    try {
      return switch (path.isEmpty() ? "" : path.getFirst()) {
        case "status" -> ok(status(query.get("connection")));
        case "trace" ->
            query.get("key").isEmpty()
                ? problem(Answer.BAD_REQUEST, "key: empty (expected: what to look for)")
                : ok(tracer.trace(query.get("key")));
        case "insights" -> ok(Map.of("insights", status.insights(StatusQueries.MAX_ROWS)));
        case "actions" -> ok(Map.of("actions", status.actions(StatusQueries.MAX_ROWS)));
        case "quarantine" -> quarantine(path, query);
        case "events" ->
            ok(
                Map.of(
                    "events",
                    status.events(
                        query.get("connection"), query.get("outcome"), StatusQueries.MAX_ROWS)));
        case "entities" -> entity(path);
        case "conflicts" -> conflicts(query);
        case "identity" -> identity(path, query);
        case "why" -> why(path, query);
        default -> problem(Answer.NOT_FOUND, "no such path");
      };
    } catch (StoreAwayException e) {
      return problem(Answer.UNAVAILABLE, e.sentence());
    }
  }

  private Status status(String connection) {
    List<SourceBalance> sources = status.balances(business.connections());
    long[] open = status.openCounts();
    return new Status(
        clock.instant(),
        sources.stream().allMatch(SourceBalance::isBalanced),
        sources,
        status.balancesByHour(connection, HOURS_SHOWN),
        services.latest(),
        open[0],
        open[1],
        open[2]);
  }

  /** {@code quarantine}, {@code quarantine/corrections}, and one item by its id. */
  private Answer quarantine(List<String> path, Query query) {
    if (path.size() == 1) {
      return ok(
          Map.of(
              "causes",
              workbench.causes(),
              "items",
              status.quarantine(
                  query.get("connection"),
                  query.get("code"),
                  query.get("cause"),
                  StatusQueries.MAX_ROWS)));
    }
    if (path.size() == 2 && path.get(1).equals("corrections")) {
      return ok(Map.of("corrections", workbench.corrections()));
    }
    return path.size() == 2
        ? workbench
            .item(path.get(1))
            .map(Api::ok)
            .orElseGet(() -> problem(Answer.NOT_FOUND, "no such item"))
        : problem(Answer.NOT_FOUND, "path (expected: /api/quarantine or /api/quarantine/{id})");
  }

  private Answer entity(List<String> path) {
    if (path.size() != 3) {
      return problem(Answer.NOT_FOUND, "path (expected: /api/entities/{type}/{id})");
    }
    return tracer
        .journey(path.get(1), path.get(2))
        .map(Api::ok)
        .orElseGet(() -> problem(Answer.NOT_FOUND, "no such record"));
  }

  private Answer conflicts(Query query) {
    Conflicts.Wanted wanted = Truth.wanted(query);
    return Conflicts.problem(wanted)
        .map(line -> problem(Answer.BAD_REQUEST, line))
        .orElseGet(() -> ok(truth.conflicts().page(wanted)));
  }

  /** {@code identity/suggestions} and {@code identity/decisions}, and one decision by its id. */
  private Answer identity(List<String> path, Query query) {
    String what = path.size() < 2 ? "" : path.get(1);
    if (path.size() == 3 && what.equals("decisions")) {
      return desk.decision(path.get(2))
          .map(Api::ok)
          .orElseGet(() -> problem(Answer.NOT_FOUND, "no such decision, or not here yet"));
    }
    if (path.size() != 2 || !(what.equals("suggestions") || what.equals("decisions"))) {
      return problem(
          Answer.NOT_FOUND,
          "path (expected: /api/identity/suggestions or /api/identity/decisions)");
    }
    String entity = query.get("entity");
    String after = query.get("after");
    return Desk.problem(entity)
        .map(line -> problem(Answer.BAD_REQUEST, line))
        .orElseGet(
            () ->
                (what.equals("suggestions")
                        ? desk.suggestions(entity, after).map(Api::ok)
                        : desk.decisions(entity, after).map(Api::ok))
                    .orElseGet(() -> problem(Answer.BAD_REQUEST, Desk.NO_PLACE)));
  }

  /** {@code why/{type}/{id}}, or {@code why?key=} for whatever names a record. */
  private Answer why(List<String> path, Query query) {
    String field = query.get("field");
    String key = query.get("key");
    try {
      if (path.size() == 3) {
        return truth
            .explainer()
            .explain(path.get(1), path.get(2), field)
            .map(Api::ok)
            .orElseGet(() -> problem(Answer.NOT_FOUND, "no such record"));
      }
      if (path.size() != 1 || key.isEmpty()) {
        return problem(
            Answer.NOT_FOUND, "path (expected: /api/why/{type}/{id} or /api/why?key=ID)");
      }
      List<Why> found = truth.explainer().explain(key, field);
      return found.isEmpty()
          ? problem(Answer.NOT_FOUND, "no record has this id")
          : ok(Map.of("why", found));
    } catch (Explainer.UnknownFieldException e) {
      return problem(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  static Answer ok(Object body) {
    return Answer.json(Answer.OK, bytes(body));
  }

  static Answer problem(int status, String message) {
    return problem(status, message, Map.of());
  }

  static Answer problem(int status, String message, Map<String, Object> also) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", message);
    body.putAll(also);
    return Answer.json(status, bytes(body));
  }

  private static byte[] bytes(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("views are always writable", e);
    }
  }
}
