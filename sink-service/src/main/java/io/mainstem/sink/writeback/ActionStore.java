package io.mainstem.sink.writeback;

import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Action;
import io.mainstem.schemas.event.ActionState;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.DeadLetter;
import io.mainstem.schemas.event.Stage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The actions, each change of them one version. A version is written once: of two workers with the
 * same action in hand, one wins. What is to be published goes to the outbox with it.
 */
final class ActionStore {
  private static final UUID NAMESPACE = UUID.fromString("6d61696e-7374-5e6d-8a11-a51d00000004");
  private static final String COLUMNS =
      "a.id, a.version, a.flow, a.type, a.connection, a.object, a.entity, a.canonical_id,"
          + " a.transition, a.policy, a.state, a.payload::text as payload, a.idempotency_key,"
          + " a.attempts, a.result_id, a.code, a.detail, a.planned_at, a.updated_at";
  private static final String INSERT =
      """
      insert into ops.action (id, version, flow, type, connection, object, entity, canonical_id,
        transition, policy, state, payload, idempotency_key, attempts, result_id, code, detail,
        planned_at, updated_at, trace_parent)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;
  private static final String UPDATE =
      """
      update ops.action set version = ?, state = ?, payload = ?::jsonb, attempts = ?, result_id = ?,
        code = ?, detail = ?, updated_at = ?
      where id = ? and version = ? returning trace_parent
      """;
  private static final String READ_BACK =
      """
      insert into ops.action_read_back (action_id, read_at, holds, differs) values (?, ?, ?, ?)
      on conflict (action_id) do update
        set read_at = excluded.read_at, holds = excluded.holds, differs = excluded.differs
      """;
  private static final String WORK =
      """
      insert into ops.action_work (action_id, not_before, unknown_result) values (?, ?, ?)
      on conflict (action_id) do update
        set not_before = excluded.not_before, unknown_result = excluded.unknown_result
      """;
  private static final String DUE =
      "select "
          + COLUMNS
          + """
          , coalesce(w.unknown_result, a.state = 'SENT' and a.result_id is null) as unknown_result,
            a.trace_parent
          from ops.action a left join ops.action_work w on w.action_id = a.id
          where a.connection = ? and a.state in ('APPROVED', 'SENT')
            and coalesce(w.not_before, '-infinity') <= ?
          order by a.planned_at limit 1
          """;
  private static final String DECIDED =
      "select "
          + COLUMNS
          + """
          , d.verdict, d.decided_by, d.reason
          from ops.action a join ops.action_decision d on d.action_id = a.id
          where (a.state = 'PROPOSED' and d.verdict in ('APPROVE', 'REJECT'))
             or (a.state = 'FAILED' and d.verdict = 'APPROVE' and d.at > a.updated_at)
          limit 1
          """;
  private static final String UNCONFIGURED =
      "select "
          + COLUMNS
          + " from ops.action a where a.connection = ? and a.state = 'PROPOSED' and a.code = ?"
          + " limit 1";
  private static final String IN_LAST_HOUR =
      """
      select count(*) from ops.action
      where flow = ? and planned_at > ? and state not in ('PROPOSED', 'REJECTED')
      """;

  /** An action and what only the worker needs to know. */
  record Due(Action action, boolean unknownResult, @Nullable String traceParent) {}

  /** A person's word on an action. */
  record Decided(Action action, String verdict, String by, String reason) {}

  /**
   * Stores a new action.
   *
   * @return false if it was there already
   */
  boolean insert(Connection connection, Action action, @Nullable String traceParent)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, action.getId());
      statement.setLong(2, action.getVersion());
      statement.setString(3, action.getFlow());
      statement.setString(4, action.getType());
      statement.setString(5, action.getConnection());
      statement.setString(6, action.getObject());
      statement.setString(7, action.getEntity());
      statement.setString(8, action.getCanonicalId());
      statement.setString(9, action.getTransition());
      statement.setString(10, action.getPolicy());
      statement.setString(11, action.getState().name());
      statement.setString(12, action.getPayload());
      statement.setString(13, action.getIdempotencyKey());
      statement.setInt(14, action.getAttempts());
      statement.setString(15, action.getResultId());
      statement.setString(16, action.getCode());
      statement.setString(17, action.getDetail());
      statement.setObject(18, action.getPlannedAt().atOffset(ZoneOffset.UTC));
      statement.setObject(19, action.getUpdatedAt().atOffset(ZoneOffset.UTC));
      statement.setString(20, traceParent);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    publish(connection, action, "flow " + action.getFlow(), traceParent);
    return true;
  }

  /**
   * Stores the next version.
   *
   * @param actor who brought it about, for the audit
   * @return false if somebody else has written that version: what is in hand is outdated
   */
  boolean update(
      Connection connection, Action next, Instant notBefore, boolean unknownResult, String actor)
      throws SQLException {
    String traceParent;
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      statement.setLong(1, next.getVersion());
      statement.setString(2, next.getState().name());
      statement.setString(3, next.getPayload());
      statement.setInt(4, next.getAttempts());
      statement.setString(5, next.getResultId());
      statement.setString(6, next.getCode());
      statement.setString(7, next.getDetail());
      statement.setObject(8, next.getUpdatedAt().atOffset(ZoneOffset.UTC));
      statement.setString(9, next.getId());
      statement.setLong(10, next.getVersion() - 1);
      try (ResultSet updated = statement.executeQuery()) {
        if (!updated.next()) {
          return false;
        }
        traceParent = updated.getString("trace_parent");
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(WORK)) {
      statement.setString(1, next.getId());
      statement.setObject(2, notBefore.atOffset(ZoneOffset.UTC));
      statement.setBoolean(3, unknownResult);
      statement.executeUpdate();
    }
    publish(connection, next, actor, traceParent);
    return true;
  }

  /** The oldest action of a connection that can go on now. */
  Optional<Due> due(Connection connection, String toolConnection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setString(1, toolConnection);
      statement.setObject(2, now.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Due(
                    action(row), row.getBoolean("unknown_result"), row.getString("trace_parent")))
            : Optional.empty();
      }
    }
  }

  Optional<Decided> decided(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DECIDED);
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Decided(
                  action(row),
                  row.getString("verdict"),
                  row.getString("decided_by"),
                  row.getString("reason")))
          : Optional.empty();
    }
  }

  /** One that waits for its connection to be configured. */
  Optional<Action> waiting(Connection connection, String toolConnection, String code)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNCONFIGURED)) {
      statement.setString(1, toolConnection);
      statement.setString(2, code);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(action(row)) : Optional.empty();
      }
    }
  }

  int allowedSince(Connection connection, String flow, Instant since) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IN_LAST_HOUR)) {
      statement.setString(1, flow);
      statement.setObject(2, since.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** What the target holds now, and where that is not what was written. */
  void keepReadBack(
      Connection connection, String actionId, Instant now, String holds, List<String> differs)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_BACK)) {
      statement.setString(1, actionId);
      statement.setObject(2, now.atOffset(ZoneOffset.UTC));
      statement.setString(3, holds);
      statement.setArray(4, connection.createArrayOf("text", differs.toArray()));
      statement.executeUpdate();
    }
  }

  private static void publish(
      Connection connection, Action action, String actor, @Nullable String traceParent)
      throws SQLException {
    Outbox.add(connection, TopicCatalogue.ACTIONS, action.getId(), action, traceParent);
    Map<String, String> refs = new HashMap<>();
    refs.put("action", action.getId());
    refs.put("flow", action.getFlow());
    refs.put("connection", action.getConnection());
    if (action.getResultId() != null) {
      refs.put(action.getObject(), action.getResultId());
    }
    Outbox.add(
        connection,
        TopicCatalogue.AUDIT,
        action.getCanonicalId(),
        AuditEntry.newBuilder()
            .setSubject(action.getCanonicalId())
            .setActor(actor)
            .setVerb(action.getType() + ": " + action.getState().name().toLowerCase(Locale.ROOT))
            .setDetail(action.getDetail() == null ? "" : action.getDetail())
            .setAt(action.getUpdatedAt())
            .setRefs(refs)
            .build(),
        traceParent);
    if (action.getState() == ActionState.FAILED) {
      Outbox.add(
          connection,
          TopicCatalogue.QUARANTINE,
          action.getConnection() + "|" + action.getObject() + "|" + action.getId(),
          deadLetter(action),
          traceParent);
    }
  }

  private static DeadLetter deadLetter(Action action) {
    String id = NameUuid.of(NAMESPACE, action.getId() + "|" + action.getVersion()).toString();
    return DeadLetter.newBuilder()
        .setId(id)
        .setEventId(action.getId())
        .setConnection(action.getConnection())
        .setObject(action.getObject())
        .setSourceId(action.getId())
        .setDeliveryId(action.getId())
        .setStage(Stage.WRITE)
        .setCode(String.valueOf(action.getCode()))
        .setCause(String.valueOf(action.getDetail()))
        .setAt(action.getUpdatedAt())
        .setTopic(TopicCatalogue.ACTIONS)
        .setPartition(-1)
        .setOffset(-1)
        .setOriginal(ByteBuffer.wrap(action.getPayload().getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static Action action(ResultSet row) throws SQLException {
    return Action.newBuilder()
        .setId(row.getString("id"))
        .setVersion(row.getLong("version"))
        .setFlow(row.getString("flow"))
        .setType(row.getString("type"))
        .setConnection(row.getString("connection"))
        .setObject(row.getString("object"))
        .setEntity(row.getString("entity"))
        .setCanonicalId(row.getString("canonical_id"))
        .setTransition(row.getString("transition"))
        .setPolicy(row.getString("policy"))
        .setState(ActionState.valueOf(row.getString("state")))
        .setPayload(row.getString("payload"))
        .setIdempotencyKey(row.getString("idempotency_key"))
        .setAttempts(row.getInt("attempts"))
        .setResultId(row.getString("result_id"))
        .setCode(row.getString("code"))
        .setDetail(row.getString("detail"))
        .setPlannedAt(row.getObject("planned_at", OffsetDateTime.class).toInstant())
        .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
        .build();
  }
}
