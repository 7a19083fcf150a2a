package io.mainstem.conformance;

import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.pull.Pull;
import io.mainstem.connections.pull.PullMark;
import io.mainstem.connections.pull.PullPlan;
import io.mainstem.connections.pull.PullState;
import io.mainstem.connections.pull.PullStep;
import io.mainstem.simulators.SimulatorOptions;
import io.mainstem.simulators.Simulators;
import io.mainstem.simulators.api.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reading from the simulated vendor. A list the simulator does not serve, or holds nothing of, is
 * named: it was written from the vendor's description, not from the tool file.
 */
final class PullChecks {
  private static final int RECORDS = 5;
  private static final int PAGE = 2;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 503;

  private final Subject subject;
  private final Findings findings;
  private final Requests requests;
  private final Instant now;

  PullChecks(Subject subject, Findings findings, Requests requests, InstantSource clock) {
    this.requests = requests;
    this.subject = subject;
    this.findings = findings;
    this.now = clock.instant();
  }

  void run() {
    if (subject.tool().api() == null) {
      return;
    }
    if (!Simulators.names().contains(subject.tool().name())) {
      findings.unchecked(Check.PAGES, "every list", "there is no simulator of the tool");
      return;
    }
    SimulatorOptions options = SimulatorOptions.DEFAULT.withRecords(RECORDS).withPageSize(PAGE);
    for (String plan : served(options)) {
      Set<String> undisturbed = pages(plan, options);
      again(plan, options, undisturbed, TOO_MANY, Check.RATE_LIMIT);
      again(plan, options, undisturbed, BROKEN, Check.PARTIAL_FAILURE);
      token(plan, options, undisturbed);
    }
  }

  /** Plans the simulator serves, and has records for. */
  private List<String> served(SimulatorOptions options) {
    List<String> served = new ArrayList<>();
    try (Vendor vendor = vendor(options)) {
      var refused = vendor.renew(now);
      if (refused.isPresent()) {
        findings.failed(Check.TOKEN, "the first token", refused.get());
        return List.of();
      }
      for (PullPlan plan : PullPlan.of(vendor.connection(), vendor::token)) {
        PullState start = plan.start(true, PullMark.NONE, now);
        requests.sent(plan.name(), plan.call(start), vendor.below());
        PullStep first = plan.step(start, vendor.send(plan.call(start)), now);
        List<Delivery> got = new ArrayList<>();
        PullStep last = Pull.read(plan, start, vendor::send, now, got::addAll);
        if (first instanceof PullStep.Refused || last instanceof PullStep.Refused) {
          findings.unchecked(
              Check.PAGES, plan.name(), "the simulator does not serve it: " + kind(last));
        } else if (got.isEmpty()) {
          findings.unchecked(Check.PAGES, plan.name(), "the simulator has none of it");
        } else {
          served.add(plan.name());
        }
        if (first instanceof PullStep.Last && !got.isEmpty()) {
          findings.unchecked(Check.PAGES, plan.name() + ", several pages", "all came in one page");
        }
      }
    }
    return served;
  }

  /** Several pages, each record once; then none at all. The records there are. */
  private Set<String> pages(String name, SimulatorOptions options) {
    Set<String> all;
    try (Vendor vendor = vendor(options)) {
      vendor.renew(now);
      PullPlan plan = plan(vendor, name);
      List<Delivery> got = new ArrayList<>();
      PullStep step =
          Pull.read(plan, plan.start(true, PullMark.NONE, now), vendor::send, now, got::addAll);
      List<String> ids = ids(got);
      all = Set.copyOf(ids);
      findings.that(
          step instanceof PullStep.Last && all.size() == ids.size(),
          Check.PAGES,
          name,
          step instanceof PullStep.Last ? "a record came twice" : "it ended as " + step);
      findings.that(
          got.stream().noneMatch(Delivery.Unplaced.class::isInstance),
          Check.PAGES,
          name + ", every record readable",
          got.stream()
              .filter(Delivery.Unplaced.class::isInstance)
              .findFirst()
              .map(it -> ((Delivery.Unplaced) it).cause())
              .orElse(""));
    }
    try (Vendor vendor = vendor(options.withRecords(0))) {
      vendor.renew(now);
      PullPlan plan = plan(vendor, name);
      PullStep step =
          Pull.read(plan, plan.start(true, PullMark.NONE, now), vendor::send, now, _ -> {});
      findings.that(
          step instanceof PullStep.Last, Check.PAGES, name + ", empty", "it ended as " + step);
    }
    return all;
  }

  /** Misfortune in the middle: the same call again, and in the end the same records. */
  private void again(
      String name, SimulatorOptions options, Set<String> undisturbed, int status, Check check) {
    try (Vendor vendor = vendor(options)) {
      Begun reading = new Begun(vendor, name);
      vendor.simulator().befall(Fault.status(status, 1));
      PullStep step = reading.step();
      PullStep last = reading.rest();
      findings.that(
          step instanceof PullStep.Again && reading.isWhole(last, undisturbed),
          check,
          name,
          "after a " + status + " it went " + kind(step) + reading.end(last, undisturbed));
    }
  }

  /** A token that ends between two pages is renewed, and no record is missed. */
  private void token(String name, SimulatorOptions options, Set<String> undisturbed) {
    try (Vendor vendor = vendor(options)) {
      if (!vendor.renews()) {
        return;
      }
      Begun reading = new Begun(vendor, name);
      vendor.simulator().expireTokens();
      PullStep refused = reading.step();
      String renewed = vendor.renew(now).orElse("");
      PullStep last = reading.rest();
      findings.that(
          refused instanceof PullStep.Unauthorized
              && renewed.isEmpty()
              && reading.isWhole(last, undisturbed),
          Check.TOKEN,
          name,
          "with an ended token it went "
              + kind(refused)
              + " "
              + renewed
              + reading.end(last, undisturbed));
    }
  }

  /** A reading of which one page has come. */
  private final class Begun {
    private final Vendor vendor;
    private final PullPlan plan;
    private final List<Delivery> got = new ArrayList<>();
    private final PullState state;

    Begun(Vendor vendor, String name) {
      this.vendor = vendor;
      vendor.renew(now);
      plan = plan(vendor, name);
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

    PullStep rest() {
      return Pull.read(plan, state, vendor::send, now, got::addAll);
    }

    boolean isWhole(PullStep last, Set<String> undisturbed) {
      return last instanceof PullStep.Last && Set.copyOf(ids(got)).equals(undisturbed);
    }

    String end(PullStep last, Set<String> undisturbed) {
      return ", then %s with %d of %d records"
          .formatted(kind(last), got.size(), undisturbed.size());
    }
  }

  private static List<String> ids(List<Delivery> deliveries) {
    return deliveries.stream()
        .map(
            delivery ->
                switch (delivery) {
                  case Delivery.Snapshot snapshot -> snapshot.object() + "|" + snapshot.sourceId();
                  case Delivery.Ring ring -> ring.object() + "|" + ring.sourceId();
                  case Delivery.Unplaced unplaced -> unplaced.dedupeKey();
                  case Delivery.Ignored ignored -> ignored.dedupeKey();
                })
        .toList();
  }

  private static String kind(PullStep step) {
    return step instanceof PullStep.Refused(String code, String cause)
        ? "Refused " + code + " " + cause
        : step.getClass().getSimpleName();
  }

  private static PullPlan plan(Vendor vendor, String name) {
    return PullPlan.of(vendor.connection(), vendor::token).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Vendor vendor(SimulatorOptions options) {
    return new Vendor(subject, Simulators.start(subject.tool().name(), options));
  }
}
