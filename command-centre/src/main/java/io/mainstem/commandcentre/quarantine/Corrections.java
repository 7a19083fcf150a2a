package io.mainstem.commandcentre.quarantine;

import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Corrections in force, in the reporting store; a later one of a cause takes its place. */
final class Corrections {
  /** More stand for a tool file that wants correcting. */
  static final int MAX_IN_FORCE = 200;

  private final ReportingStore store;

  Corrections(ReportingStore store) {
    this.store = store;
  }

  List<Correction> inForce() {
    return store.query(
        "select * from ops.correction where revoked_at is null order by at limit ?",
        Corrections::correction,
        MAX_IN_FORCE);
  }

  Optional<Correction> find(String id) {
    return store.first(
        "select * from ops.correction where revoked_at is null and id = ?",
        Corrections::correction,
        id);
  }

  void put(Correction correction) {
    store.update(
        "update ops.correction set revoked_by = ?, revoked_at = ? where cause_id = ? and revoked_at"
            + " is null",
        correction.by(),
        correction.at().atOffset(ZoneOffset.UTC),
        correction.causeId());
    store.update(
        """
        insert into ops.correction
          (id, cause_id, connection, object, cause, changes, actor, reason, at)
        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
        """,
        correction.id(),
        correction.causeId(),
        correction.connection(),
        correction.object(),
        correction.cause(),
        Json.text(CorrectionView.of(correction).changes()),
        correction.by(),
        correction.reason(),
        correction.at().atOffset(ZoneOffset.UTC));
  }

  void revoke(String id, String by, Instant at) {
    store.update(
        "update ops.correction set revoked_by = ?, revoked_at = ? where id = ? and revoked_at is"
            + " null",
        by,
        at.atOffset(ZoneOffset.UTC),
        id);
  }

  private static Correction correction(Row row) throws SQLException {
    try {
      return new Correction(
          row.text("id"),
          row.text("cause_id"),
          row.text("connection"),
          row.text("object"),
          row.text("cause"),
          Change.read(Json.ours(row.text("changes"))),
          row.text("actor"),
          row.text("reason"),
          row.instant("at"));
    } catch (RefusedException e) {
      throw new SQLException("changes: not what was written", e);
    }
  }
}
