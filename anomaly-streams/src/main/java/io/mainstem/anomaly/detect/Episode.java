package io.mainstem.anomaly.detect;

import io.mainstem.anomaly.metric.Scope;
import io.mainstem.anomaly.metric.TradingWeek;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.canonical.Money;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.schemas.event.Severity;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of one insight. A detector has at most one episode per scope and week: it opens once,
 * changes while it lasts, resolves when the value eases or the week closes, and opens again under
 * the same id if the value comes back within the week.
 */
public final class Episode {
  private static final int MONEY_DECIMALS = 4;

  private Episode() {}

  /** Where an episode is kept: there is one per detector, week and scope. */
  public static String key(String detector, TradingWeek week, Scope scope) {
    return prefix(detector, week) + scope.key();
  }

  /** What the keys of all episodes of one detector and week begin with. */
  public static String prefix(String detector, TradingWeek week) {
    return detector + "|" + week.monday() + "|";
  }

  /** Stable: the same detector, week and scope always give the same id. */
  public static String id(String key) {
    return "ins_" + NameUuid.of(AliasId.NAMESPACE, key);
  }

  /**
   * The insight's next version, or empty where there is nothing new to say.
   *
   * @param before its latest version; null where there is no episode yet
   * @param eventTime how far time has come in the records
   */
  public static Optional<Insight> next(
      @Nullable Insight before, Finding finding, Instant eventTime) {
    boolean closed = !eventTime.isBefore(finding.windowEnd());
    Stance stance = finding.assessment().stance();
    if (before == null) {
      return stance == Stance.FIRES
          ? Optional.of(
              written(finding, closed ? End.CLOSED : End.NOT_YET, 1, eventTime, eventTime))
          : Optional.empty();
    }
    boolean open = before.getState() != InsightState.RESOLVED;
    boolean endedEarly =
        !open
            && before.getResolvedAt() != null
            && before.getResolvedAt().isBefore(finding.windowEnd());
    if (endedEarly && (closed || stance != Stance.FIRES)) {
      return Optional.empty();
    }
    End end = closed ? End.CLOSED : open && stance == Stance.EASED ? End.EASED : End.NOT_YET;
    Insight after = written(finding, end, before.getVersion(), before.getOpenedAt(), eventTime);
    after.setUpdatedAt(before.getUpdatedAt());
    if (after.equals(before)) {
      return Optional.empty();
    }
    after.setVersion(before.getVersion() + 1);
    after.setUpdatedAt(micros(eventTime));
    return Optional.of(after);
  }

  /**
   * Ends an episode whose scope is no longer compared, e.g. since its site became part of another.
   */
  public static Optional<Insight> withdrawn(Insight before, Instant eventTime) {
    if (before.getState() == InsightState.RESOLVED) {
      return Optional.empty();
    }
    return Optional.of(
        Insight.newBuilder(before)
            .setVersion(before.getVersion() + 1)
            .setState(InsightState.RESOLVED)
            .setExplanation("Withdrawn: its records are gone or count elsewhere now.")
            .setUpdatedAt(micros(eventTime))
            .setResolvedAt(micros(eventTime))
            .build());
  }

  private enum End {
    NOT_YET,
    EASED,
    CLOSED
  }

  private static Insight written(
      Finding finding, End end, long version, Instant openedAt, Instant eventTime) {
    Assessment assessment = finding.assessment();
    return Insight.newBuilder()
        .setId(id(key(finding.detector(), finding.week(), assessment.scope())))
        .setVersion(version)
        .setDetector(finding.detector())
        .setMetric(finding.metric())
        .setSeverity(assessment.critical() ? Severity.CRITICAL : Severity.WARNING)
        .setState(end == End.NOT_YET ? InsightState.OPEN : InsightState.RESOLVED)
        .setScope(assessment.scope().ids())
        .setScopeNames(finding.scopeNames())
        .setWindowStart(finding.windowStart())
        .setWindowEnd(finding.windowEnd())
        .setObserved(assessment.observed())
        .setExpected(assessment.expected())
        .setDeviation(assessment.deviation())
        .setUnit(assessment.unit())
        .setImpact(
            new Money(
                assessment.figures().atStake().setScale(MONEY_DECIMALS, RoundingMode.HALF_UP),
                assessment.scope().unit()))
        .setConfidence(assessment.confidence())
        .setSentence(
            switch (end) {
              case NOT_YET -> finding.sentences().open();
              case EASED -> finding.sentences().eased();
              case CLOSED -> finding.sentences().closed();
            })
        .setExplanation(finding.explanation())
        .setEvidence(finding.evidence())
        .setOpenedAt(micros(openedAt))
        .setUpdatedAt(micros(eventTime))
        .setResolvedAt(
            switch (end) {
              case NOT_YET -> null;
              case EASED -> micros(eventTime);
              case CLOSED -> finding.windowEnd();
            })
        .build();
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
