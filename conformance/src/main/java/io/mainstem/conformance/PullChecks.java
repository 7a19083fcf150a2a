package io.mainstem.conformance;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.pull.PullMark;
import io.mainstem.connections.pull.PullPlan;
import io.mainstem.connections.pull.PullState;
import io.mainstem.connections.pull.PullStep;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.simulators.SimulatorOptions;
import io.mainstem.simulators.Simulators;
import io.mainstem.simulators.api.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reading from the simulated vendor. A list the simulator does not serve, or holds nothing of, is
 * named: it was written from the vendor's description, not from the tool file.
 */
final class PullChecks {
  private static final int RECORDS = 5;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 503;

  private final Subject subject;
  private final Findings findings;
  private final Requests requests;
  private final Era era;
  private final Instant now;

  PullChecks(Subject subject, Findings findings, Requests requests, Era era) {
    this.requests = requests;
    this.subject = subject;
    this.findings = findings;
    this.era = era;
    this.now = era.clock().instant();
  }

  void run() {
    ApiSpec api = subject.tool().api();
    if (api == null) {
      return;
    }
    if (!Simulators.names().contains(subject.tool().name())) {
      findings.unchecked(Check.PAGES, "every list", "there is no simulator of the tool");
      return;
    }
    Lists lists = new Lists(subject.tool(), api);
    SimulatorOptions few = SimulatorOptions.DEFAULT.withRecords(RECORDS);
    Map<String, Expected> expected = served(few);
    if (expected.isEmpty()) {
      return;
    }
    int enough = lists.enough(RECORDS);
    int page = enough / 2;
    try (Vendor vendor = vendor(few.withRecords(enough).withPageSize(page))) {
      vendor.renew(now);
      for (PullPlan plan : plans(vendor)) {
        Expected of = expected.get(plan.name());
        if (of != null) {
          Set<String> undisturbed = pages(vendor, plan, of, lists.of(plan.name()));
          again(vendor, plan, undisturbed, TOO_MANY, Check.RATE_LIMIT);
          again(vendor, plan, undisturbed, BROKEN, Check.PARTIAL_FAILURE);
          token(vendor, plan, undisturbed);
        }
      }
    }
    try (Vendor vendor = vendor(few.withRecords(0))) {
      vendor.renew(now);
      plans(vendor).stream()
          .filter(it -> expected.containsKey(it.name()))
          .forEach(it -> empty(vendor, it));
    }
    try (Vendor vendor = vendor(few.withPageSize(RECORDS / 2))) {
      vendor.renew(now);
      Map<String, String> kinds = new TreeMap<>();
      expected.forEach((name, of) -> of.kind().ifPresent(kind -> kinds.put(name, kind)));
      new ChangeChecks(vendor, lists, kinds, findings, requests, era.clock()).run();
    }
  }

  /**
   * What a list holds where the vendor gives all of it at once.
   *
   * @param kind the simulator's records it is made of, where one kind is the whole of it
   */
  private record Expected(Set<String> ids, Optional<String> kind) {}

  /** Lists the simulator serves, and has records for. */
  private Map<String, Expected> served(SimulatorOptions options) {
    Map<String, Expected> served = new TreeMap<>();
    try (Vendor vendor = vendor(options)) {
      Optional<String> refused = vendor.renew(now);
      if (refused.isPresent()) {
        findings.failed(Check.TOKEN, "the first token", refused.get());
        return Map.of();
      }
      for (PullPlan plan : plans(vendor)) {
        PullState start = plan.start(true, PullMark.NONE, now);
        requests.sent(plan.name(), plan.call(start), vendor.below());
        if (plan.isFeed()) {
          continue; // nothing has changed yet
        }
        Reading reading = Reading.of(vendor, plan, start, now);
        if (reading.last() instanceof PullStep.Refused) {
          findings.unchecked(
              Check.PAGES, plan.name(), "the simulator does not serve it: " + reading.end());
        } else if (reading.got().isEmpty()) {
          findings.unchecked(Check.PAGES, plan.name(), "the simulator has none of it");
        } else {
          served.put(plan.name(), new Expected(reading.ids(), kind(vendor, plan, reading.ids())));
        }
      }
    }
    return served;
  }

  private static Optional<String> kind(Vendor vendor, PullPlan plan, Set<String> ids) {
    return vendor.simulator().records().kinds().stream()
        .filter(kind -> vendor.held(plan.name(), kind).equals(ids))
        .findFirst();
  }

  /** Several pages, every record of the vendor's once. The records there are. */
  private Set<String> pages(Vendor vendor, PullPlan plan, Expected expected, Lists.Facts facts) {
    String name = plan.name();
    Reading reading = Reading.of(vendor, plan, plan.start(true, PullMark.NONE, now), now);
    Set<String> all = reading.ids();
    Set<String> lost =
        new TreeSet<>(expected.kind().map(it -> vendor.held(name, it)).orElse(expected.ids()));
    lost.removeAll(all);
    findings.that(
        reading.ended() && all.size() == reading.got().size() && lost.isEmpty(),
        Check.PAGES,
        name,
        !reading.ended()
            ? "it ended as " + reading.end()
            : lost.isEmpty() ? "a record came twice" : lost.size() + " records never came");
    if (facts.paged() && !reading.turned()) {
      findings.unchecked(Check.PAGES, name + ", several pages", "all came in one page");
    }
    findings.that(
        reading.got().stream().noneMatch(Delivery.Unplaced.class::isInstance),
        Check.PAGES,
        name + ", every record readable",
        reading.got().stream()
            .filter(Delivery.Unplaced.class::isInstance)
            .findFirst()
            .map(it -> ((Delivery.Unplaced) it).cause())
            .orElse(""));
    return all;
  }

  private void empty(Vendor vendor, PullPlan plan) {
    Reading reading = Reading.of(vendor, plan, plan.start(true, PullMark.NONE, now), now);
    findings.that(
        reading.ended(), Check.PAGES, plan.name() + ", empty", "it ended as " + reading.end());
  }

  /** Misfortune in the middle: the same call again, and in the end the same records. */
  private void again(
      Vendor vendor, PullPlan plan, Set<String> undisturbed, int status, Check check) {
    Begun reading = new Begun(vendor, plan);
    vendor.simulator().befall(Fault.status(status, 1));
    PullStep step = reading.step();
    Reading rest = reading.rest();
    findings.that(
        step instanceof PullStep.Again && reading.isWhole(rest, undisturbed),
        check,
        plan.name(),
        "after a " + status + " it went " + Reading.kind(step) + reading.end(rest, undisturbed));
  }

  /** A token that ends between two pages is renewed, and no record is missed. */
  private void token(Vendor vendor, PullPlan plan, Set<String> undisturbed) {
    if (!vendor.renews()) {
      return;
    }
    Begun reading = new Begun(vendor, plan);
    vendor.simulator().expireTokens();
    PullStep refused = reading.step();
    String renewed = vendor.renew(now).orElse("");
    Reading rest = reading.rest();
    findings.that(
        refused instanceof PullStep.Unauthorized
            && renewed.isEmpty()
            && reading.isWhole(rest, undisturbed),
        Check.TOKEN,
        plan.name(),
        "with an ended token it went "
            + Reading.kind(refused)
            + " "
            + renewed
            + reading.end(rest, undisturbed));
  }

  /** A reading of which one page has come. */
  private final class Begun {
    private final Vendor vendor;
    private final PullPlan plan;
    private final List<Delivery> got = new ArrayList<>();
    private final PullState state;

    Begun(Vendor vendor, PullPlan plan) {
      this.vendor = vendor;
      this.plan = plan;
      PullState start = plan.start(true, PullMark.NONE, now);
      if (step(start) instanceof PullStep.Page(List<Delivery> page, PullState next)) {
        got.addAll(page);
        state = next;
      } else {
        state = start;
      }
    }

    PullStep step() {
      return step(state);
    }

    private PullStep step(PullState at) {
      return plan.step(at, vendor.send(plan.call(at)), now);
    }

    Reading rest() {
      Reading rest = Reading.of(vendor, plan, state, now);
      got.addAll(rest.got());
      return rest;
    }

    boolean isWhole(Reading rest, Set<String> undisturbed) {
      return rest.ended() && new Reading(got, rest.last(), true).ids().equals(undisturbed);
    }

    String end(Reading rest, Set<String> undisturbed) {
      return ", then %s with %d of %d records"
          .formatted(rest.end(), got.size(), undisturbed.size());
    }
  }

  private static List<PullPlan> plans(Vendor vendor) {
    return PullPlan.of(vendor.connection(), vendor::token);
  }

  private Vendor vendor(SimulatorOptions options) {
    return new Vendor(subject, era.start(subject.tool().name(), options));
  }
}
