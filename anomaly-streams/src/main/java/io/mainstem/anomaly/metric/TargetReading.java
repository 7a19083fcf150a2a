package io.mainstem.anomaly.metric;

import io.mainstem.connections.metrics.Metric;
import io.mainstem.schemas.canonical.Target;
import io.mainstem.schemas.canonical.TargetPeriod;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads target records as one metric sees them: what its number should be on a trading day. Targets
 * count like any other record, so a corrected or late budget corrects the past.
 */
public final class TargetReading {
  /** The dimension targets are set for. */
  private static final List<String> BY_SITE = List.of("site");

  private final Metric metric;

  public TargetReading(Metric metric) {
    this.metric = metric;
  }

  public Reading read(Target target) {
    if (target.getDeleted() || target.getMergedInto() != null) {
      return new Reading.Nothing(Reading.Reason.GONE);
    }
    boolean ours =
        target.getMetric() != null
            && target.getMetric().equals(metric.target())
            && target.getPeriod() == TargetPeriod.DAY
            && metric.dimensions().equals(BY_SITE);
    if (!ours) {
      return new Reading.Nothing(Reading.Reason.LEFT_OUT);
    }
    if (target.getPeriodStart() == null) {
      return new Reading.Nothing(Reading.Reason.NO_DAY);
    }
    if (target.getSite() == null) {
      return new Reading.Nothing(Reading.Reason.NO_SCOPE);
    }
    if (target.getValue() == null || target.getUnit() == null) {
      return new Reading.Nothing(Reading.Reason.NO_VALUE);
    }
    TreeMap<String, String> ids = new TreeMap<>();
    ids.put(BY_SITE.getFirst(), target.getSite().getAlias());
    return new Reading.Counts(
        new Contribution(
            metric.name(),
            new Scope(ids, target.getUnit()),
            target.getPeriodStart(),
            Measures.aimedFor(target.getValue()),
            null));
  }
}
