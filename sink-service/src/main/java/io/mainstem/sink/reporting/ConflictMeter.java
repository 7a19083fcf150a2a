package io.mainstem.sink.reporting;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many conflicts there are at present, by entity, field and the system that contradicts: {@code
 * mainstem_conflicts}. Read from the store, so that it is right after a restart; every instance
 * tells the same.
 */
public final class ConflictMeter implements AutoCloseable {
  static final Duration EVERY = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(ConflictMeter.class);
  private static final String COUNTS =
      "select entity, field, connection, count(*) from "
          + ConflictTable.TABLE
          + " group by 1, 2, 3";

  private final DataSource database;
  private final MultiGauge conflicts;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("conflict-meter").unstarted(work));

  ConflictMeter(DataSource database, MeterRegistry registry) {
    this.database = database;
    this.conflicts =
        MultiGauge.builder("mainstem.conflicts")
            .description("Values in systems that are not the authority and contradict it")
            .register(registry);
  }

  /** Looks now, and then again and again. */
  public static ConflictMeter start(DataSource database, MeterRegistry registry) {
    ConflictMeter meter = new ConflictMeter(database, registry);
    long millis = EVERY.toMillis();
    var _ = meter.timer.scheduleWithFixedDelay(meter::look, 0, millis, TimeUnit.MILLISECONDS);
    return meter;
  }

  /** Counts anew; while the store is away the last figures stand. */
  void look() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNTS);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        Tags tags =
            Tags.of(
                "entity", result.getString(1),
                "field", result.getString(2),
                "connection", result.getString(3));
        rows.add(MultiGauge.Row.of(tags, result.getLong(4)));
      }
    } catch (SQLException away) {
      log.atWarn().addKeyValue("state", away.getSQLState()).log("conflicts were not counted");
      return;
    }
    conflicts.register(rows, true);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
