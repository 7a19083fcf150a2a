package io.mainstem.commandcentre.web;

import io.mainstem.commandcentre.status.ActionView;
import io.mainstem.commandcentre.status.InsightView;
import io.mainstem.commandcentre.status.JoinedRecord;
import io.mainstem.commandcentre.status.QuarantineCause;
import io.mainstem.commandcentre.status.ServiceHealth;
import io.mainstem.commandcentre.status.SourceBalance;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the first page shows.
 *
 * @param notice why figures are missing; empty where none are
 */
public record Overview(
    Instant now,
    String notice,
    List<ServiceHealth> services,
    List<SourceBalance> sources,
    List<InsightView> insights,
    List<ActionView> actions,
    List<QuarantineCause> quarantine,
    List<JoinedRecord> joined) {

  static Overview without(Instant now, String notice, List<ServiceHealth> services) {
    return new Overview(
        now, notice, services, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public long total(ToLongFunction<SourceBalance> part) {
    return sources.stream().mapToLong(part).sum();
  }

  public long overdue() {
    return total(SourceBalance::overdue);
  }

  public boolean isBalanced() {
    return sources.stream().allMatch(SourceBalance::isBalanced);
  }

  public long openInsights() {
    return insights.stream().filter(InsightView::isOpen).count();
  }
}
