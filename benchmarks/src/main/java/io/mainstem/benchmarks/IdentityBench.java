package io.mainstem.benchmarks;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.map.Identifiers;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.canonicalizer.resolve.MemoryResolveStore;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.canonicalizer.resolve.SourceRecord;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * How right matching is on public data: every record is fed, one by one, through the resolver the
 * canonicalizer runs, in several orders; pairs are scored after transitive closure. One
 * configuration, the shipped defaults, for all sets of an entity.
 */
final class IdentityBench {
  private static final int ORDERS = 5;
  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

  private final Workspace workspace;
  private final Identifiers identifiers;
  private final Rules rules;

  IdentityBench() throws IOException, WorkspaceException {
    Path folder = Files.createTempDirectory("bench-identity");
    MappingSubject.describe(folder);
    try (InputStream in = IdentityBench.class.getResourceAsStream("/identity/identity.yaml")) {
      Files.write(
          folder.resolve("identity.yaml"), Objects.requireNonNull(in, "identity").readAllBytes());
    }
    this.workspace = Workspace.load(folder, name -> null);
    this.identifiers = new WorkspaceIdentifiers(workspace.identity());
    this.rules = Rules.of(workspace);
  }

  /**
   * Right and wrong pairs of one order.
   *
   * @param found pairs that are together
   * @param right those of them that belong together
   * @param all pairs that belong together
   */
  record Score(long found, long right, long all) {
    double precision() {
      return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
      return all == 0 ? 1 : (double) right / all;
    }

    double f1() {
      return found + all == 0 ? 1 : 2.0 * right / (found + all);
    }
  }

  void run(Path data, PrintStream out) throws IOException {
    List<IdentitySet> sets = new ArrayList<>();
    for (IdentitySet set : IdentitySet.all(data)) {
      sets.add(set);
      if (set.hasNationalId()) {
        sets.add(set.withoutNationalId());
      }
    }
    out.printf(
        Locale.ROOT,
        "%n  %-28s %-8s %7s %10s %7s %7s %15s%n",
        "set",
        "entity",
        "records",
        "precision",
        "recall",
        "F1",
        "worst order F1");
    List<String> json = new ArrayList<>();
    for (IdentitySet set : sets) {
      List<Score> scores = new ArrayList<>();
      for (int order = 0; order < ORDERS; order++) {
        scores.add(score(set, order));
      }
      Score first = scores.getFirst();
      double worst = scores.stream().mapToDouble(Score::f1).min().orElseThrow();
      out.printf(
          Locale.ROOT,
          "  %-28s %-8s %7d %10.3f %7.3f %7.3f %15.3f%n",
          set.name(),
          set.entity(),
          set.rows().size(),
          first.precision(),
          first.recall(),
          first.f1(),
          worst);
      json.add(
          String.format(
              Locale.ROOT,
              "{\"name\":\"%s\",\"precision\":%.4f,\"recall\":%.4f,\"f1\":%.4f,\"worst_order_f1\":%.4f}",
              set.name(),
              first.precision(),
              first.recall(),
              first.f1(),
              worst));
    }
    out.println();
    out.println("{\"bench\":\"identity\",\"sets\":[" + String.join(",", json) + "]}");
  }

  /** Feeds the set in the order of its file, or, past the first, in one of a seed. */
  Score score(IdentitySet set, int order) {
    List<Integer> arrival = new ArrayList<>();
    for (int i = 0; i < set.rows().size(); i++) {
      arrival.add(i);
    }
    if (order > 0) {
      Collections.shuffle(arrival, new Random(order));
    }
    MemoryResolveStore store = new MemoryResolveStore();
    Resolver resolver = new Resolver(store, set.entity(), rules.resolving().apply(set.entity()));
    List<String> keys = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    for (int i : arrival) {
      IdentitySet.Row row = set.rows().get(i);
      SourceFragment fragment = fragment(set.entity(), row, i, keys.size());
      resolver.resolve(
          fragment,
          new Cause("e" + i, fragment.source(), "d" + i, null, fragment.receivedAt(), false));
      keys.add(fragment.key());
      truths.add(row.truth());
    }
    List<String> clusters = new ArrayList<>();
    for (String key : keys) {
      SourceRecord known = Objects.requireNonNull(store.record(key));
      clusters.add(Objects.requireNonNull(known.canonicalId()));
    }
    return score(clusters, truths);
  }

  static Score score(List<String> clusters, List<String> truths) {
    List<String> both = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      both.add(clusters.get(i) + "|" + truths.get(i));
    }
    return new Score(pairs(clusters), pairs(both), pairs(truths));
  }

  private static long pairs(List<String> labels) {
    Map<String, Long> sizes = new HashMap<>();
    labels.forEach(label -> sizes.merge(label, 1L, Long::sum));
    return sizes.values().stream().mapToLong(size -> size * (size - 1) / 2).sum();
  }

  private SourceFragment fragment(String entity, IdentitySet.Row row, int number, int arrival) {
    SpecificRecord record = IdentityRecords.of(entity, row);
    Identifiers.Found found = identifiers.of(entity, record);
    SourceKey source =
        new SourceKey(row.source().replace('|', '-'), "row", Integer.toString(number));
    return new SourceFragment(
        entity,
        source,
        AliasId.of(Entities.named(entity), source),
        new Stamp(1, false, Digest.of(row.toString())),
        null,
        MORNING.plusMillis(arrival),
        found.tokens(),
        found.profile(),
        Bytes.EMPTY);
  }
}
