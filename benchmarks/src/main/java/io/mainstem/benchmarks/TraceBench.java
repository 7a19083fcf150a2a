package io.mainstem.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.mainstem.backbone.Postgres;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.trace.Trace;
import io.mainstem.commandcentre.trace.Tracer;
import io.mainstem.runtime.config.Secret;
import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.sink.reporting.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How long the code behind {@code /api/trace} takes over a ledger of so many rows. */
final class TraceBench implements Bench {
  private static final int KEYS_PER_KIND = 40;
  private static final int WARM_UP_PER_KIND = 10;
  private static final long SEED = 20_260_302;
  private static final String UNKNOWN = "nothing we know";

  private final long rows;

  TraceBench(long rows) {
    this.rows = rows;
  }

  @Override
  public Report run(Ground ground) throws Exception {
    Postgres postgres = ground.postgres();
    String url = postgres.jdbcUrl(Postgres.DATABASE);
    Secret password = new Secret(postgres.password());
    HealthComponent health = new HealthRegistry(InstantSource.system()).component("store");
    Instant start = Instant.now();
    System.out.println("Filling the reporting store: " + rows + " ledger rows …");
    long bytes;
    try (HikariDataSource database = new HikariDataSource()) {
      database.setJdbcUrl(url);
      database.setUsername(postgres.user());
      database.setPassword(postgres.password());
      Store.migrate(database, health);
      TraceSeed.fill(database, rows);
      bytes = TraceSeed.bytes(database);
    }
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    try (ReportingStore store = ReportingStore.open(url, postgres.user(), password, health)) {
      Report report = measure(new Tracer(store, new StatusQueries(store)));
      report.note(
          "%d ledger rows and what belongs to them, %d MB, filled in %d s; PostgreSQL with 64 MB of shared buffers."
              .formatted(rows, bytes >> 20, seconds));
      return report;
    }
  }

  private Report measure(Tracer tracer) {
    Report report =
        new Report(
            "trace",
            List.of("key", "first p50 ms", "first p95 ms", "again p50 ms", "again p95 ms"));
    Random random = new Random(SEED);
    Map<String, TraceKeys.Kind> kinds = TraceKeys.of(rows);
    kinds.forEach((name, kind) -> ask(tracer, name, keys(kind, WARM_UP_PER_KIND, random)));
    List<double[]> first = new ArrayList<>();
    List<double[]> again = new ArrayList<>();
    for (Map.Entry<String, TraceKeys.Kind> kind : kinds.entrySet()) {
      List<String> keys = keys(kind.getValue(), KEYS_PER_KIND, random);
      first.add(ask(tracer, kind.getKey(), keys));
      again.add(ask(tracer, kind.getKey(), keys));
      report.row(
          kind.getKey(),
          Samples.percentile(first.getLast(), 50),
          Samples.percentile(first.getLast(), 95),
          Samples.percentile(again.getLast(), 50),
          Samples.percentile(again.getLast(), 95));
    }
    double[] firsts = together(first);
    double[] agains = together(again);
    report.row(
        "all",
        Samples.percentile(firsts, 50),
        Samples.percentile(firsts, 95),
        Samples.percentile(agains, 50),
        Samples.percentile(agains, 95));
    report.note(
        "%d keys of each kind, seed %d: asked for the first time, then again. One at a time."
            .formatted(KEYS_PER_KIND, SEED));
    report.figure("rows", (double) rows);
    report.figure("p95_ms", Samples.percentile(firsts, 95));
    report.figure("again_p95_ms", Samples.percentile(agains, 95));
    report.figure("slowest_ms", Samples.percentile(firsts, 100));
    return report;
  }

  private static List<String> keys(TraceKeys.Kind kind, int count, Random random) {
    return random.longs(count, 0, kind.known()).mapToObj(kind.key()).toList();
  }

  /** Milliseconds for each; an answer that is not there does not count, it fails. */
  private static double[] ask(Tracer tracer, String name, List<String> keys) {
    return keys.stream()
        .mapToDouble(
            key -> {
              long start = System.nanoTime();
              Trace trace = tracer.trace(key);
              double millis = (System.nanoTime() - start) / 1e6;
              if (trace.isEmpty() != name.equals(UNKNOWN)) {
                throw new IllegalStateException(name + ": " + key + " (expected: its journey)");
              }
              return millis;
            })
        .toArray();
  }

  private static double[] together(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
