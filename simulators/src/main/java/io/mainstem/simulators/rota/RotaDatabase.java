package io.mainstem.simulators.rota;

import io.mainstem.simulators.business.Business;
import io.mainstem.simulators.business.Calendar;
import io.mainstem.simulators.business.Site;
import io.mainstem.simulators.business.StaffMember;
import io.mainstem.simulators.timeline.BudgetRow;
import io.mainstem.simulators.timeline.Rota;
import io.mainstem.simulators.timeline.ShiftRow;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The rota tool's own database: four tables with full replica identity, so that every change can be
 * captured. All writes are upserts by fixed ids; playing a day again changes nothing.
 */
public final class RotaDatabase implements AutoCloseable {
  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS sites (
        id serial PRIMARY KEY, code text NOT NULL, name text NOT NULL, timezone text NOT NULL,
        active bool NOT NULL);
      CREATE TABLE IF NOT EXISTS staff (
        id serial PRIMARY KEY, employee_no text NOT NULL, full_name text NOT NULL, email text,
        mobile text, job_title text, home_site_id int, hourly_rate numeric(10,2), status text NOT NULL,
        started_on date, left_on date, pos_operator_id text, updated_at timestamptz NOT NULL);
      CREATE TABLE IF NOT EXISTS shifts (
        id bigserial PRIMARY KEY, staff_id int NOT NULL, site_id int NOT NULL, role text,
        planned_start timestamptz, planned_end timestamptz, actual_start timestamptz,
        actual_end timestamptz, break_minutes int NOT NULL DEFAULT 0, state text NOT NULL,
        hourly_rate numeric(10,2), updated_at timestamptz NOT NULL);
      CREATE TABLE IF NOT EXISTS labour_budgets (
        id bigserial PRIMARY KEY, site_id int NOT NULL, day date NOT NULL,
        amount numeric(12,2) NOT NULL, updated_at timestamptz NOT NULL);
      ALTER TABLE sites REPLICA IDENTITY FULL;
      ALTER TABLE staff REPLICA IDENTITY FULL;
      ALTER TABLE shifts REPLICA IDENTITY FULL;
      ALTER TABLE labour_budgets REPLICA IDENTITY FULL;
      """;

  private final Connection connection;

  private RotaDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects, creating role and database first where an administrator is given and they are
   * missing.
   */
  public static RotaDatabase open(RotaSettings settings) throws SQLException {
    if (settings.adminUrl() != null) {
      RotaFounding.createWhereMissing(settings);
    }
    Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password().value());
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
    return new RotaDatabase(connection);
  }

  /** Sites and staff, as they are before the first day. */
  public void seed(Business business) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement site =
            connection.prepareStatement(
                "INSERT INTO sites (id, code, name, timezone, active) VALUES (?, ?, ?, ?, true)"
                    + " ON CONFLICT (id) DO NOTHING");
        PreparedStatement staff =
            connection.prepareStatement(
                "INSERT INTO staff (id, employee_no, full_name, email, mobile, job_title,"
                    + " home_site_id, hourly_rate, status, started_on, left_on, pos_operator_id,"
                    + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', ?, NULL, ?, ?)"
                    + " ON CONFLICT (id) DO NOTHING")) {
      for (Site s : business.sites()) {
        site.setInt(1, s.id());
        site.setString(2, s.code());
        site.setString(3, s.name());
        site.setString(4, Calendar.ZONE.getId());
        site.addBatch();
        for (StaffMember who : s.staff()) {
          bind(staff, who);
          staff.addBatch();
        }
      }
      site.executeBatch();
      staff.executeBatch();
    }
    commit();
  }

  private static void bind(PreparedStatement staff, StaffMember who) throws SQLException {
    staff.setInt(1, who.id());
    staff.setString(2, who.employeeNo());
    staff.setString(3, who.given() + " " + who.family());
    staff.setString(4, who.email());
    staff.setString(5, who.mobile());
    staff.setString(6, who.jobTitle());
    staff.setInt(7, who.siteId());
    staff.setBigDecimal(8, BigDecimal.valueOf(who.hourlyPence(), 2));
    staff.setObject(9, who.startedOn());
    staff.setString(10, who.teamMemberId());
    staff.setObject(11, time(Calendar.instant(who.startedOn().atTime(9, 0))));
  }

  /** Publishes a week: its budgets and planned shifts; what is there already stays as it is. */
  public void publish(Rota rota, int week) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement budget =
            connection.prepareStatement(
                "INSERT INTO labour_budgets (id, site_id, day, amount, updated_at)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING");
        PreparedStatement shift = connection.prepareStatement(insertShift("DO NOTHING"))) {
      Instant published = Calendar.instant(Calendar.date(week * 7).minusDays(4).atTime(16, 0));
      for (int day = week * 7; day < week * 7 + 7; day++) {
        for (BudgetRow row : rota.budgets(day)) {
          budget.setLong(1, row.id());
          budget.setInt(2, row.siteId());
          budget.setObject(3, row.day());
          budget.setBigDecimal(4, BigDecimal.valueOf(row.pence(), 2));
          budget.setObject(5, time(published));
          budget.addBatch();
        }
        for (ShiftRow row : rota.planned(day)) {
          bind(shift, row);
          shift.addBatch();
        }
      }
      budget.executeBatch();
      shift.executeBatch();
    }
    commit();
  }

  /** Writes a shift as it now stands; an older state never replaces a newer one. */
  public void write(ShiftRow row) throws SQLException {
    String update =
        "DO UPDATE SET actual_start = EXCLUDED.actual_start, actual_end = EXCLUDED.actual_end,"
            + " state = EXCLUDED.state, updated_at = EXCLUDED.updated_at"
            + " WHERE shifts.updated_at < EXCLUDED.updated_at";
    try (PreparedStatement shift = connection.prepareStatement(insertShift(update))) {
      bind(shift, row);
      shift.executeUpdate();
    }
  }

  private static String insertShift(String onConflict) {
    return "INSERT INTO shifts (id, staff_id, site_id, role, planned_start, planned_end,"
        + " actual_start, actual_end, break_minutes, state, hourly_rate, updated_at)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) "
        + onConflict;
  }

  private static void bind(PreparedStatement shift, ShiftRow row) throws SQLException {
    shift.setLong(1, row.id());
    shift.setInt(2, row.staffId());
    shift.setInt(3, row.siteId());
    shift.setString(4, row.role());
    shift.setObject(5, time(row.plannedStart()));
    shift.setObject(6, time(row.plannedEnd()));
    setTime(shift, 7, row.actualStart());
    setTime(shift, 8, row.actualEnd());
    shift.setInt(9, row.breakMinutes());
    shift.setString(10, row.state());
    shift.setBigDecimal(11, BigDecimal.valueOf(row.pencePerMinute() * 60L, 2));
    shift.setObject(12, time(row.updatedAt()));
  }

  private static void setTime(PreparedStatement shift, int index, @Nullable Instant at)
      throws SQLException {
    if (at == null) {
      shift.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      shift.setObject(index, time(at));
    }
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
