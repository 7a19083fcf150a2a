package io.mainstem.anomaly.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The difference between what a record said before and what it says now. */
public final class Deltas {
  private Deltas() {}

  /**
   * Empty where nothing changed; otherwise, first what leaves the old places, then what enters the
   * new ones, in a stable order.
   */
  public static List<Delta> between(
      String record,
      Collection<Contribution> before,
      Collection<Contribution> after,
      @Nullable Instant eventTime) {
    Map<String, Contribution> old = byPlace(before);
    Map<String, Contribution> now = byPlace(after);
    List<Delta> deltas = new ArrayList<>();
    old.forEach(
        (place, was) -> {
          if (!now.containsKey(place)) {
            deltas.add(delta(record, was, Measures.ZERO.minus(was.measures()), null, eventTime));
          }
        });
    now.forEach(
        (place, is) -> {
          Contribution was = old.get(place);
          if (!is.equals(was)) {
            Measures change = was == null ? is.measures() : is.measures().minus(was.measures());
            deltas.add(delta(record, is, change, is.item(), eventTime));
          }
        });
    return deltas;
  }

  private static Map<String, Contribution> byPlace(Collection<Contribution> contributions) {
    Map<String, Contribution> byPlace = new LinkedHashMap<>();
    for (Contribution contribution : contributions) {
      if (byPlace.put(contribution.place(), contribution) != null) {
        throw new IllegalStateException("two contributions to " + contribution.place());
      }
    }
    return byPlace;
  }

  private static Delta delta(
      String record,
      Contribution contribution,
      Measures change,
      @Nullable Item item,
      @Nullable Instant eventTime) {
    return new Delta(
        contribution.metric(),
        record,
        contribution.scope(),
        contribution.day(),
        change,
        item,
        eventTime);
  }
}
