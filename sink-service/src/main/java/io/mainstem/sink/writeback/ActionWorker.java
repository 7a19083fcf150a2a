package io.mainstem.sink.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.write.WriteKey;
import io.mainstem.runtime.outbound.Backoff;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Action;
import io.mainstem.schemas.event.ActionState;
import io.mainstem.schemas.event.Link;
import io.mainstem.sink.flow.ActionKey;
import io.mainstem.sink.flow.Planner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the actions of one connection, one after the other. An action is taken up where it
 * was left: ids already matched, a result already there, an answer that never came.
 */
final class ActionWorker implements Loop.Step {
  static final int MAX_ATTEMPTS = 8;

  /** However often a tool asks to wait. */
  static final Duration MAX_AGE = Duration.ofHours(24);

  /** While a call is under way nobody else takes the action up. */
  static final Duration LEASE = ToolClient.CALL_TIMEOUT.multipliedBy(4);

  static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2));

  /** Of a record read back this much is kept; of a larger one only its size. */
  static final int MAX_HELD_BYTES = 64 * 1024;

  private static final int WORTH_SCALE = 4;

  private static final Logger log = LoggerFactory.getLogger(ActionWorker.class);

  private final Map<String, Flow> flows;
  private final ToolClient tool;
  private final DataSource database;
  private final ActionStore actions;
  private final Matching matching;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final MeterRegistry metrics;

  ActionWorker(
      Map<String, Flow> flows,
      ToolClient tool,
      DataSource database,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry metrics) {
    this.flows = Map.copyOf(flows);
    this.tool = tool;
    this.database = database;
    this.actions = new ActionStore();
    this.matching = new Matching(tool, database, new FlowRecords());
    this.clock = clock;
    this.random = random;
    this.metrics = metrics;
  }

  @Override
  public boolean run() throws SQLException, InterruptedException {
    Optional<ActionStore.Due> due;
    try (Connection connection = database.getConnection()) {
      due = actions.due(connection, tool.connection().name(), clock.instant());
    }
    if (due.isPresent()) {
      new Attempt(due.get()).run();
    }
    return due.isPresent();
  }

  /** Somebody else has taken the action up: leave it to them. */
  private static final class Outdated extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** One attempt at one action. */
  private final class Attempt {
    private Action action;
    private boolean unknownResult;
    private boolean sent;
    private final @Nullable String traceParent;

    Attempt(ActionStore.Due due) {
      this.action = due.action();
      this.unknownResult = due.unknownResult();
      this.traceParent = due.traceParent();
    }

    void run() throws SQLException, InterruptedException {
      tool.tellTrace(TraceParent.of(traceParent));
      try {
        attempt();
      } catch (NotDone why) {
        stop(why);
      } catch (Outdated e) {
        log.atInfo().addKeyValue("action", action.getId()).log("taken up by another worker");
      }
    }

    private void attempt() throws SQLException, InterruptedException, NotDone, Outdated {
      Flow flow = flows.get(action.getFlow());
      if (flow == null) {
        throw NotDone.refused("FLOW_REMOVED", "The flow is not in flows.yaml any more.");
      }
      ObjectNode payload = (ObjectNode) JsonRecords.tree(action.getPayload());
      if (action.getResultId() == null) {
        inTime(flow, payload);
        match(flow, payload);
        send(flow, payload);
      }
      verify(flow, payload);
    }

    /** What comes too late is worse than nothing: a second answer to an order long cancelled. */
    private void inTime(Flow flow, ObjectNode payload) throws NotDone {
      Optional<Duration> deadline = tool.deadline(flow.write().operation());
      if (deadline.isEmpty()) {
        return;
      }
      Instant from =
          payload.has(Planner.AT)
              ? Instant.parse(payload.get(Planner.AT).asText())
              : action.getPlannedAt();
      if (clock.instant().isAfter(from.plus(deadline.get()))) {
        throw NotDone.refused(
            "DEADLINE_PASSED", "It had to be done within " + deadline.get() + ".");
      }
    }

    private void match(Flow flow, ObjectNode payload)
        throws SQLException, InterruptedException, NotDone, Outdated {
      ObjectNode input = (ObjectNode) payload.get("input");
      for (Map.Entry<String, JsonNode> entry : payload.path("match").properties()) {
        if (input.has(entry.getKey())) {
          continue;
        }
        Flow.Match rule = flow.match().get(entry.getKey());
        if (rule == null) {
          throw NotDone.refused("FLOW_CHANGED", "The flow does not match this field any more.");
        }
        Matching.Matched matched =
            matching.match(
                entry.getKey(),
                rule,
                entry.getValue(),
                new WriteKey(
                    action.getIdempotencyKey() + "-" + entry.getKey(),
                    ActionKey.markerOf(action.getId())),
                action.getAttempts() > 0);
        input.put(entry.getKey(), matched.id());
        save(
            ActionSteps.withPayload(
                action, payload.toString(), entry.getKey() + " " + matched.how(), clock.instant()));
      }
    }

    private void send(Flow flow, ObjectNode payload)
        throws SQLException, InterruptedException, NotDone, Outdated {
      ToolClient.Written written =
          tool.<Outdated>write(
              flow.write().operation(),
              (ObjectNode) payload.get("input"),
              new WriteKey(action.getIdempotencyKey(), ActionKey.markerOf(action.getId())),
              unknownResult,
              this::journal);
      if (written.id() != null) {
        made(written.id(), written.how());
      }
    }

    /** Written down before the call, so that a crash in between is known to be a maybe. */
    private void journal() throws SQLException, Outdated {
      unknownResult = true;
      save(ActionSteps.sending(action, clock.instant()));
      sent = true;
    }

    private void made(String id, String detail) throws SQLException, Outdated {
      unknownResult = false;
      save(ActionSteps.made(action, id, detail, clock.instant()));
    }

    private void verify(Flow flow, ObjectNode payload)
        throws SQLException, InterruptedException, NotDone, Outdated {
      String id = action.getResultId();
      boolean read = id != null && readBack(flow, payload, id);
      Instant now = clock.instant();
      String detail = read ? "done and read back" : "done";
      Action verified = ActionSteps.to(action, ActionState.VERIFIED, null, detail, now);
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        store(connection, verified, now);
        if (id != null && Entities.find(action.getObject()).isPresent()) {
          link(connection, id, now);
        }
        connection.commit();
      }
      action = verified;
      count();
    }

    private boolean readBack(Flow flow, ObjectNode payload, String id)
        throws SQLException, InterruptedException, NotDone {
      String operation = flow.write().operation();
      if (flow.verify() == null && !tool.readsBack(operation)) {
        return false;
      }
      Bytes record = tool.fetch(action.getObject(), id);
      List<String> differences =
          new ArrayList<>(tool.differences(operation, (ObjectNode) payload.get("input"), record));
      if (flow.verify() != null
          && !ReadBack.holds(
              flow, action, worth(payload), tool.mapped(action.getObject(), record))) {
        differences.add("what the flow verifies");
      }
      keep(record, differences);
      if (!differences.isEmpty()) {
        throw NotDone.refused(
            ToolClient.READ_BACK_DIFFERS,
            "What "
                + action.getConnection()
                + " holds now differs from what was written: "
                + String.join(", ", differences)
                + ".");
      }
      return true;
    }

    /** For whoever asks what the tool holds now. */
    private void keep(Bytes record, List<String> differences) throws SQLException {
      byte[] holds = record.toArray();
      String text =
          holds.length <= MAX_HELD_BYTES
              ? new String(holds, StandardCharsets.UTF_8).replace("\0", "")
              : "(%d bytes)".formatted(holds.length);
      try (Connection connection = database.getConnection()) {
        actions.keepReadBack(connection, action.getId(), clock.instant(), text, differences);
      }
    }

    private static @Nullable BigDecimal worth(ObjectNode payload) {
      return payload.has("worth")
          ? payload.get("worth").decimalValue().setScale(WORTH_SCALE)
          : null;
    }

    /** So that the new record belongs to the right thing before its own webhook has come. */
    private void link(Connection connection, String id, Instant now) throws SQLException {
      SourceKey key = new SourceKey(action.getConnection(), action.getObject(), id);
      String alias = AliasId.of(Entities.named(action.getObject()), key);
      Outbox.add(
          connection,
          TopicCatalogue.LINKS,
          key.linkKey(action.getObject()),
          Link.newBuilder()
              .setEntity(action.getObject())
              .setConnection(key.connection())
              .setObject(key.object())
              .setSourceId(id)
              .setAlias(alias)
              .setCanonicalId(alias)
              .setRule("created-by-flow")
              .setReason("Written by flow " + action.getFlow() + " for " + action.getCanonicalId())
              .setAt(now)
              .build(),
          traceParent);
    }

    private void stop(NotDone why) throws SQLException {
      Instant now = clock.instant();
      // Being asked to wait is no failure; it counts only where something was sent.
      boolean counted = sent || why.after() != null;
      int attempts = action.getAttempts() + (counted ? 0 : 1);
      boolean tooOld = now.isAfter(action.getPlannedAt().plus(MAX_AGE));
      boolean giveUp = !why.worthRetrying() || attempts >= MAX_ATTEMPTS || tooOld;
      if (sent && action.getResultId() == null) {
        unknownResult = why.maybeApplied();
      }
      Action next =
          giveUp
              ? ActionSteps.failed(action, why.code(), why.detail(), now)
              : ActionSteps.postponed(action, why, counted, now);
      Duration pause =
          why.after() != null ? why.after() : BACKOFF.before(Math.max(1, attempts), random);
      log.atWarn()
          .addKeyValue("action", action.getId())
          .addKeyValue("connection", action.getConnection())
          .addKeyValue("code", why.code())
          .addKeyValue("attempts", attempts)
          .log(giveUp ? "action failed" : "action postponed");
      try {
        save(next, giveUp ? now : now.plus(pause));
        count();
      } catch (Outdated e) {
        log.atInfo().addKeyValue("action", action.getId()).log("taken up by another worker");
      }
    }

    private void count() {
      metrics
          .counter(
              "mainstem.sink.actions",
              List.of(
                  Tag.of("connection", action.getConnection()),
                  Tag.of("state", action.getState().name())))
          .increment();
    }

    private void save(Action next) throws SQLException, Outdated {
      save(next, clock.instant().plus(LEASE));
    }

    private void save(Action next, Instant notBefore) throws SQLException, Outdated {
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        store(connection, next, notBefore);
        connection.commit();
      }
      action = next;
    }

    private void store(Connection connection, Action next, Instant notBefore)
        throws SQLException, Outdated {
      if (!actions.update(connection, next, notBefore, unknownResult, "flow " + action.getFlow())) {
        connection.rollback();
        throw new Outdated();
      }
    }
  }
}
