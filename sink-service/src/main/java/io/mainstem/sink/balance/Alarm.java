package io.mainstem.sink.balance;

import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.NameUuid;
import io.mainstem.schemas.event.Insight;
import io.mainstem.schemas.event.InsightState;
import io.mainstem.schemas.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account that does not close, from the look that found it to the look that finds it closed. */
record Alarm(Account account, Overdue overdue, String insightId, long version, Instant openedAt) {
  static final String DETECTOR = "balance";

  /** The first look that finds it. */
  static Alarm raised(Account account, Overdue overdue, Instant now) {
    String episode =
        String.join("|", DETECTOR, account.connection(), account.object(), now.toString());
    return new Alarm(
        account, overdue, "ins_" + NameUuid.of(AliasId.NAMESPACE, episode), 1, micros(now));
  }

  /** The next version; empty where there is nothing new to say. */
  Optional<Alarm> changed(Overdue next) {
    return next.equals(overdue)
        ? Optional.empty()
        : Optional.of(new Alarm(account, next, insightId, version + 1, openedAt));
  }

  Insight open(Duration limit, Instant now) {
    String explanation =
        "The oldest was received at %s. They are on their topic and lost to nobody; whether the canonicalizer runs and how far it is behind says ./mainstem status."
            .formatted(overdue.oldest().truncatedTo(ChronoUnit.SECONDS));
    return insight(
        version, InsightState.OPEN, overdue.records(), sentence(limit), explanation, now, null);
  }

  Insight resolved(Instant now) {
    String sentence = "Every record of %s is accounted for again.".formatted(name());
    return insight(version + 1, InsightState.RESOLVED, 0, sentence, "", now, micros(now));
  }

  private String sentence(Duration limit) {
    return overdue.records() == 1
        ? "1 record of %s has had no outcome for longer than %s.".formatted(name(), words(limit))
        : "%d records of %s have had no outcome for longer than %s."
            .formatted(overdue.records(), name(), words(limit));
  }

  private String name() {
    return account.connection() + " (" + account.object() + ")";
  }

  private static String words(Duration limit) {
    return limit.compareTo(Duration.ofMinutes(2)) < 0
        ? limit.toSeconds() + " s"
        : limit.toMinutes() + " minutes";
  }

  private Insight insight(
      long version,
      InsightState state,
      long observed,
      String sentence,
      String explanation,
      Instant now,
      @Nullable Instant resolvedAt) {
    Map<String, String> scope =
        Map.of("connection", account.connection(), "object", account.object());
    return Insight.newBuilder()
        .setId(insightId)
        .setVersion(version)
        .setDetector(DETECTOR)
        .setMetric("records-in-flight")
        .setSeverity(Severity.WARNING)
        .setState(state)
        .setScope(scope)
        .setScopeNames(scope)
        .setWindowStart(micros(overdue.oldest()))
        .setWindowEnd(micros(now))
        .setObserved((double) observed)
        .setExpected(0)
        .setDeviation(observed == 0 ? 0 : 1)
        .setUnit("records")
        .setConfidence(1)
        .setSentence(sentence)
        .setExplanation(explanation)
        .setOpenedAt(openedAt)
        .setUpdatedAt(micros(now))
        .setResolvedAt(resolvedAt)
        .build();
  }

  /** What a topic and a row can hold. */
  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
