package io.mainstem.conformance;

import io.mainstem.connections.pull.PullMark;
import io.mainstem.connections.pull.PullPlan;
import io.mainstem.connections.pull.PullState;
import io.mainstem.connections.pull.PullStep;
import io.mainstem.simulators.vendor.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reading only what changed: nothing at first, then every record of the vendor and new ones of each
 * kind, the same once more as after a crash, and one of each kind gone. Who changes them speaks to
 * the simulator, not to the tool file, so that all must come.
 */
final class ChangeChecks {
  /** A reading is made so much later than the change: vendors' times are whole seconds. */
  private static final Duration LATER = Duration.ofSeconds(90);

  /** Enough for a second page where only they are told. */
  private static final int NEW = 3;

  private final Vendor vendor;
  private final Lists lists;
  private final Map<String, String> kinds;
  private final Findings findings;
  private final Requests requests;
  private final InstantSource clock;
  private final Map<String, Set<String>> held = new HashMap<>();

  /**
   * At this vendor.
   *
   * @param kinds lists to the one kind of the simulator's records they are made of, where one is
   */
  ChangeChecks(
      Vendor vendor,
      Lists lists,
      Map<String, String> kinds,
      Findings findings,
      Requests requests,
      InstantSource clock) {
    this.vendor = vendor;
    this.lists = lists;
    this.kinds = kinds;
    this.requests = requests;
    this.findings = findings;
    this.clock = clock;
  }

  /** A list or feed, what it had, and where its next reading begins. */
  private record Watch(PullPlan plan, Lists.Facts facts, Set<String> before, PullMark mark) {}

  void run() {
    List<Watch> watches = new ArrayList<>();
    for (PullPlan plan : plans()) {
      Lists.Facts facts = lists.of(plan.name());
      Set<String> before = held(facts.objects(), kinds);
      if (!facts.incremental() && !facts.tellsDeletes()) {
        continue;
      }
      Reading first = read(plan, true, PullMark.NONE, clock.instant());
      if (!first.ended() || (before.isEmpty() && listed(facts))) {
        if (plan.isFeed()) {
          findings.unchecked(
              Check.CHANGES,
              plan.name(),
              first.ended()
                  ? "the simulator has none of it"
                  : "the simulator does not serve it: " + first.end());
        }
        continue; // a list the simulator does not serve is named where pages are read
      }
      watches.add(new Watch(plan, facts, before, mark(first)));
    }
    watches.stream().filter(it -> it.facts().incremental()).forEach(this::nothing);
    held.clear();
    vendor.simulator().records().kinds().forEach(this::touch);
    List<Watch> later = watches.stream().map(this::everything).toList();
    held.clear();
    vendor.simulator().records().kinds().forEach(this::deleteOne);
    later.forEach(this::gone);
  }

  private void nothing(Watch watch) {
    PullPlan plan = watch.plan();
    PullState start = plan.start(false, watch.mark(), clock.instant());
    requests.like(plan.name() + " since", plan.call(start), vendor.below());
    Reading reading = read(watch.plan(), false, watch.mark(), clock.instant());
    findings.that(
        reading.ended() && reading.got().isEmpty(),
        Check.CHANGES,
        watch.plan().name() + ", nothing new",
        "it went %s with %d records".formatted(reading.end(), reading.got().size()));
  }

  /** Every record of a kind gets a new version, and some are new. */
  private void touch(String kind) {
    var records = vendor.simulator().records();
    for (Entry entry : records.live(kind)) {
      records.put(kind, entry.id(), entry.copy());
    }
    for (int i = 0; i < NEW; i++) {
      records.sample(kind);
    }
  }

  private void deleteOne(String kind) {
    var records = vendor.simulator().records();
    records.live(kind).stream().findFirst().ifPresent(it -> records.delete(kind, it.id()));
  }

  /** All that changed, and the same again. What is read next begins where this ended. */
  private Watch everything(Watch watch) {
    PullPlan plan = watch.plan();
    Set<String> now = held(watch.facts().objects(), kinds);
    if (!watch.facts().incremental()) {
      return new Watch(plan, watch.facts(), now, watch.mark());
    }
    Instant later = clock.instant().plus(LATER);
    Reading reading = read(plan, false, watch.mark(), later);
    Set<String> missed = missed(watch, now, reading.ids());
    findings.that(
        reading.ended() && missed.isEmpty() && !reading.got().isEmpty(),
        Check.CHANGES,
        plan.name(),
        "it went %s with %d of %d records, without %s"
            .formatted(reading.end(), reading.ids().size(), now.size(), missed));
    if (watch.facts().paged() && watch.facts().fullPage() == 0 && !reading.turned()) {
      findings.unchecked(Check.CHANGES, plan.name() + ", several pages", "all came in one page");
    }
    Reading again = read(plan, false, watch.mark(), later);
    Reading next = read(plan, false, mark(reading), later);
    findings.that(
        again.ended()
            && again.ids().equals(reading.ids())
            && next.ended()
            && reading.ids().containsAll(next.ids()),
        Check.CHANGES,
        plan.name() + ", the same again",
        "%d records, then %d; read on from there, %d"
            .formatted(reading.ids().size(), again.ids().size(), next.ids().size()));
    return new Watch(plan, watch.facts(), now, mark(next));
  }

  /**
   * What should have come: all there is, or, where the vendor lists by the time a record came
   * about, all that is new.
   */
  private static Set<String> missed(Watch watch, Set<String> now, Set<String> got) {
    Set<String> missed = without(now, got);
    boolean onlyNew = watch.before().stream().noneMatch(got::contains);
    return onlyNew && !got.isEmpty() ? without(missed, watch.before()) : missed;
  }

  /** A record that is gone is told to be, where the tool file says that this list tells. */
  private void gone(Watch watch) {
    PullPlan plan = watch.plan();
    Set<String> gone = without(watch.before(), held(watch.facts().objects(), Map.of()));
    Reading reading =
        read(plan, !watch.facts().incremental(), watch.mark(), clock.instant().plus(LATER));
    Set<String> said = reading.gone();
    Set<String> lied = new TreeSet<>(reading.whole());
    lied.retainAll(gone);
    lied.removeAll(said);
    boolean toBeTold = watch.facts().tellsDeletes();
    if (!toBeTold && said.isEmpty() && lied.isEmpty()) {
      return;
    }
    boolean told =
        watch.facts().objects().size() == 1
            ? said.containsAll(gone) && !said.isEmpty()
            : !said.isEmpty();
    findings.that(
        reading.ended() && lied.isEmpty() && (told || !toBeTold),
        Check.CHANGES,
        plan.name() + ", a record that is gone",
        "of %s it told %s, and gave as if it were there %s".formatted(gone, said, lied));
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** All records of these objects, as the simulator holds them; else by full readings. */
  private Set<String> held(Set<String> objects, Map<String, String> kinds) {
    Set<String> all = new TreeSet<>();
    for (PullPlan plan : plans()) {
      if (!plan.isFeed() && objects.contains(plan.name())) {
        String kind = kinds.get(plan.name());
        all.addAll(
            kind == null
                ? held.computeIfAbsent(
                    plan.name(), _ -> there(read(plan, true, PullMark.NONE, clock.instant())))
                : vendor.held(plan.name(), kind));
      }
    }
    return all;
  }

  private boolean listed(Lists.Facts facts) {
    return plans().stream().anyMatch(it -> !it.isFeed() && facts.objects().contains(it.name()));
  }

  private static Set<String> there(Reading reading) {
    return without(reading.ids(), reading.gone());
  }

  private Reading read(PullPlan plan, boolean full, PullMark mark, Instant now) {
    PullState start = plan.start(full, mark, now);
    return Reading.of(vendor, plan, start, now);
  }

  private static PullMark mark(Reading reading) {
    return reading.last() instanceof PullStep.Last(var _, var _, PullMark mark)
        ? mark
        : PullMark.NONE;
  }

  private List<PullPlan> plans() {
    return PullPlan.of(vendor.connection(), vendor::token);
  }
}
