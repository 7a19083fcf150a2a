package io.mainstem.ingest.poll;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.pull.PullJson;
import io.mainstem.connections.pull.PullJson.Kept;
import io.mainstem.connections.pull.PullMark;
import io.mainstem.connections.pull.PullPlan;
import io.mainstem.connections.pull.PullState;
import io.mainstem.connections.pull.PullStep;
import io.mainstem.ingest.tool.ToolLine.Asked;
import io.mainstem.runtime.outbound.Backoff;
import io.mainstem.runtime.outbound.OutboundException;
import io.mainstem.runtime.state.StateKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list or feed of one connection, read page by page. A page's records are stored before the
 * cursor that says so: after a crash a page may be read twice, and none is left out.
 */
final class Reading {
  static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

  /** How long the next page waits for another access token, once one was refused. */
  static final Duration OTHER_TOKEN = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Reading.class);
  private static final Duration STORE = Duration.ofSeconds(30);
  private static final int TELL_EVERY_PAGES = 100;

  private final PullPlan plan;
  private final PollParts parts;
  private final PollMeters meters;
  private final @Nullable Duration incremental;
  private Kept kept = Kept.NOTHING;
  private Instant startedAt = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;
  private int failures;
  private volatile String progress = "";
  private volatile @Nullable String failing;

  Reading(PullPlan plan, PollParts parts) {
    this.plan = plan;
    this.parts = parts;
    this.meters = new PollMeters(parts.meters(), parts.connection(), plan.name(), parts.clock());
    Duration chosen = parts.every();
    this.incremental =
        plan.every().incremental() == null || chosen == null ? plan.every().incremental() : chosen;
  }

  /** Takes up where this or another instance left off. */
  void load() {
    kept =
        parts
            .states()
            .text(parts.connection(), StateKind.CURSOR, plan.name())
            .map(PullJson::read)
            .orElse(Kept.NOTHING);
    meters.verified(kept.mark().verifiedThrough());
    tell();
  }

  Set<String> objects() {
    return plan.objects();
  }

  boolean isFeed() {
    return plan.isFeed();
  }

  /** E.g. {@code contact: page 12, 1200 records}. */
  String progress() {
    return progress;
  }

  /** Why it does not get on; empty where it does. */
  Optional<String> failing() {
    return Optional.ofNullable(failing);
  }

  /** When there is something to do. */
  Instant dueAt() {
    Instant due = kept.run() != null ? Instant.EPOCH : nextAt();
    return due.isBefore(notBefore) ? notBefore : due;
  }

  private Instant nextAt() {
    Instant changes =
        incremental == null ? Instant.MAX : last(kept.mark().verifiedThrough()).plus(incremental);
    Instant all = fullAt();
    return kept.mark().verifiedThrough() == null
        ? Instant.EPOCH
        : all.isBefore(changes) ? all : changes;
  }

  private Instant fullAt() {
    Duration full = plan.every().full();
    Instant last = kept.mark().fullAt();
    return full == null || plan.isFeed()
        ? Instant.MAX
        : last == null ? Instant.EPOCH : last(last).plus(full);
  }

  /** The tool's clock may be behind ours; what we began ourselves counts. */
  private Instant last(@Nullable Instant marked) {
    return marked == null || marked.isBefore(startedAt) ? startedAt : marked;
  }

  /** Reads one page; returns objects that have to be read whole because a feed lost its place. */
  Set<String> step() throws InterruptedException {
    PullState state = kept.run() == null ? begin() : kept.run();
    AccessToken token = parts.tokens().get();
    try {
      Asked asked = parts.line().ask(plan.call(state));
      meters.page();
      return apply(state, token, plan.step(state, asked.answer(), asked.at()));
    } catch (OutboundException e) {
      failed(
          e.code().name(),
          e.code() == OutboundException.Code.ANSWER_TOO_LARGE
              ? "a page is too large: the tool file should ask for fewer records a page"
              : "the tool does not answer",
          null);
    } catch (ExecutionException | TimeoutException e) {
      failed("NOT_STORED", "a page could not be stored", null);
    }
    return Set.of();
  }

  private PullState begin() {
    Instant now = parts.clock().instant();
    boolean full =
        kept.mark().verifiedThrough() == null
            || !now.isBefore(fullAt())
            || (plan.isTooOld(kept.mark(), now) && !plan.isFeed());
    startedAt = now;
    PullState state = plan.start(full, kept.mark(), now);
    if (state.full()) {
      log.atInfo()
          .addKeyValue("connection", parts.connection())
          .addKeyValue("object", plan.name())
          .log("reading everything");
    }
    return state;
  }

  private Set<String> apply(PullState state, AccessToken token, PullStep step)
      throws InterruptedException, ExecutionException, TimeoutException {
    switch (step) {
      case PullStep.Page(List<Delivery> records, PullState next) -> {
        publish(records);
        keep(new Kept(kept.mark(), next));
        wentWell();
        if (next.pages() % TELL_EVERY_PAGES == 0) {
          tellLog("reading", next, null);
        }
      }
      case PullStep.Last(List<Delivery> records, PullState end, PullMark mark) -> {
        publish(records);
        PullMark whole =
            new PullMark(
                mark.verifiedThrough(),
                mark.fullAt() == null ? kept.mark().fullAt() : mark.fullAt(),
                mark.token() == null ? kept.mark().token() : mark.token());
        keep(new Kept(whole, null));
        meters.verified(whole.verifiedThrough());
        wentWell();
        if (end.full() || end.rows() > 0) {
          tellLog("read", end, whole.verifiedThrough());
        }
      }
      case PullStep.Again(String code, Duration after) -> {
        if (after != null) {
          parts.line().pause(after);
        }
        failed(code, "the tool asks to come later or is in trouble", after);
      }
      case PullStep.Unauthorized(int status) -> {
        parts.tokens().refused(token);
        if (!parts.tokens().awaitOtherThan(token, OTHER_TOKEN)) {
          failed("HTTP_" + status, "refuses our credentials with " + status, null);
        }
      }
      case PullStep.TooOld(PullMark mark) -> {
        return lostItsPlace(state, mark);
      }
      case PullStep.Refused(String code, String cause) -> refused(state, code, cause);
    }
    return Set.of();
  }

  /** A place kept in the middle may be what the tool no longer accepts: begin anew, once. */
  private void refused(PullState state, String code, String cause)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (kept.run() != null && state.pages() > 0) {
      keep(new Kept(kept.mark(), null));
    }
    failed(code, cause, null);
  }

  private Set<String> lostItsPlace(PullState state, PullMark mark)
      throws InterruptedException, ExecutionException, TimeoutException {
    boolean knewBefore = kept.mark().verifiedThrough() != null;
    if (!plan.isFeed()) {
      keep(Kept.NOTHING);
      if (state.full()) {
        failed("TOO_OLD", "the tool does not accept the beginning of its own list", null);
      }
      return Set.of();
    }
    keep(new Kept(mark, null));
    if (mark.token() == null) {
      failed("TOO_OLD", "the tool gives no place to follow its changes from", null);
    }
    return knewBefore ? plan.objects() : Set.of();
  }

  /** Everything is read at the next occasion. */
  void readAll() throws InterruptedException {
    try {
      keep(Kept.NOTHING);
    } catch (ExecutionException | TimeoutException e) {
      failed("NOT_STORED", "a cursor could not be stored", null);
    }
  }

  private void publish(List<Delivery> records)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!records.isEmpty()) {
      parts.sink().publish(records).get(STORE.toMillis(), TimeUnit.MILLISECONDS);
      meters.records(records.size());
    }
  }

  private void keep(Kept now) throws InterruptedException, ExecutionException, TimeoutException {
    parts
        .states()
        .put(parts.connection(), StateKind.CURSOR, plan.name(), PullJson.write(now))
        .get(STORE.toMillis(), TimeUnit.MILLISECONDS);
    kept = now;
    tell();
  }

  private void wentWell() {
    failures = 0;
    failing = null;
    notBefore = Instant.EPOCH;
  }

  private void failed(String code, String cause, @Nullable Duration after) {
    failures++;
    failing = plan.name() + ": " + cause + " (" + code + ")";
    meters.failure(code);
    Duration own = PAUSES.before(failures, parts.random());
    notBefore =
        parts.clock().instant().plus(after == null || after.compareTo(own) < 0 ? own : after);
    log.atWarn()
        .addKeyValue("connection", parts.connection())
        .addKeyValue("object", plan.name())
        .addKeyValue("code", code)
        .addKeyValue("attempt", failures)
        .log("reading does not get on, trying again");
  }

  private void tell() {
    PullState run = kept.run();
    Instant through = kept.mark().verifiedThrough();
    progress =
        run != null
            ? "%s: page %d, %d records".formatted(plan.name(), run.pages(), run.rows())
            : plan.name() + ": " + (through == null ? "not read yet" : "through " + through);
  }

  private void tellLog(String what, PullState state, @Nullable Instant through) {
    log.atInfo()
        .addKeyValue("connection", parts.connection())
        .addKeyValue("object", plan.name())
        .addKeyValue("pages", state.pages())
        .addKeyValue("records", state.rows())
        .addKeyValue("through", through)
        .log(what);
  }
}
