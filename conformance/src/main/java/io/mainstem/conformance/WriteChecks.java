package io.mainstem.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.fetch.FetchPlan;
import io.mainstem.connections.fetch.Fetched;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import io.mainstem.connections.http.Verdict;
import io.mainstem.connections.tool.ApiSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.WriteSpec;
import io.mainstem.connections.write.WriteKey;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.write.WriteStep;
import io.mainstem.simulators.SimulatorOptions;
import io.mainstem.simulators.Simulators;
import io.mainstem.simulators.api.Fault;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every operation of the tool file against the simulated vendor: what is sent is as the vendor
 * describes it, it is there afterwards, and it is there once, whatever becomes of the answer.
 */
final class WriteChecks {
  private static final int RECORDS = 3;
  private static final int MAX_STEPS = 12;
  private static final int TOO_MANY = 429;
  private static final WriteKey KEY =
      new WriteKey("0b6ad5c4-3a1f-5e0e-9d6c-000000000001", "MS-0123456789");
  private static final Fault LOST =
      new Fault("*", "", "", 1, 0, Fault.When.AFTER, 0, true, null, null);

  private final Subject subject;
  private final Findings findings;
  private final Requests requests;
  private final Era era;
  private final Instant now;
  private final Set<String> found = new LinkedHashSet<>();

  WriteChecks(Subject subject, Findings findings, Requests requests, Era era) {
    this.subject = subject;
    this.findings = findings;
    this.requests = requests;
    this.era = era;
    this.now = era.clock().instant();
  }

  void run() {
    var writes = subject.tool().writes();
    writes.values().stream().filter(WriteSpec::changes).forEach(this::write);
    writes.values().stream().filter(spec -> !spec.changes()).forEach(this::search);
  }

  private void write(WriteSpec spec) {
    Optional<ObjectNode> sample = subject.samples().input(spec.name());
    if (sample.isEmpty()) {
      findings.failed(Check.SAMPLES, spec.name(), "there is no write-" + spec.name() + ".json");
      return;
    }
    if (!Simulators.names().contains(subject.tool().name())) {
      unsimulated(spec, sample.get());
      return;
    }
    int made = once(spec, sample.get());
    lost(spec, sample.get(), made);
    limited(spec, sample.get());
    refused(spec);
  }

  /** Without a simulator only the first request is known. */
  private void unsimulated(WriteSpec spec, ObjectNode input) {
    Connection connection = subject.connection(List.of());
    if (WritePlan.of(connection).begin(spec.name(), input, KEY, false)
        instanceof WriteStep.Ask ask) {
      requests.sent(spec.name(), ask.call(), "");
    }
    findings.unchecked(Check.WRITES, spec.name(), "there is no simulator of the tool");
  }

  /** Written, read back, and written again with the same key. How many records one write makes. */
  private int once(WriteSpec spec, ObjectNode sample) {
    try (Vendor vendor = vendor()) {
      ObjectNode input = filled(vendor, spec, sample);
      Course course = new Course(vendor, spec.name());
      int before = vendor.holds();
      WriteStep step = course.run(input, false, null);
      findings.that(
          step instanceof WriteStep.Done, Check.WRITES, spec.name(), "it ended as " + step);
      course.sent.forEach(call -> requests.sent(spec.name(), call, vendor.below()));
      int after = vendor.holds();
      int made = after - before;
      if (!(step instanceof WriteStep.Done done)) {
        return made;
      }
      readBack(vendor, spec, input, done.id());
      WriteStep again = course.run(input, spec.strategy() == WriteSpec.Strategy.APPEND, null);
      findings.that(
          again instanceof WriteStep.Done twice
              && vendor.holds() == after
              && sameId(spec, done.id(), twice.id()),
          Check.WRITES,
          spec.name() + ", the same again",
          "it ended as "
              + again
              + " after "
              + step
              + ", and made "
              + (vendor.holds() - after)
              + " more records after "
              + made);
      WriteSpec.Find find = spec.find();
      if (find != null && again instanceof WriteStep.Done twice && twice.id() != null) {
        found.add(find.search());
      }
      return made;
    }
  }

  private static boolean sameId(WriteSpec spec, @Nullable String first, @Nullable String second) {
    return Objects.equals(first, second) || spec.strategy() == WriteSpec.Strategy.ACTION;
  }

  private void readBack(Vendor vendor, WriteSpec spec, ObjectNode input, @Nullable String id) {
    WritePlan plan = WritePlan.of(vendor.connection(), vendor::token);
    String what = spec.name() + ", read back";
    ObjectSpec object = subject.tool().specs().get(spec.object());
    if (object == null || object.fetch() == null) {
      return; // the vendor gives no single one of them: not applicable
    }
    if (!plan.readsBack(spec.name())) {
      findings.unchecked(Check.WRITES, what, "the operation says nothing under `read`");
      return;
    }
    if (id == null) {
      findings.failed(Check.WRITES, what, "the answer names no record");
      return;
    }
    FetchPlan fetch = FetchPlan.of(vendor.connection(), vendor::token);
    HttpAnswer answer = vendor.send(fetch.call(spec.object(), id));
    Verdict verdict = fetch.verdict(answer);
    if (!(verdict instanceof Verdict.Success)) {
      findings.failed(Check.WRITES, what, "the record cannot be fetched: " + verdict);
      return;
    }
    Fetched fetched = fetch.snapshot(spec.object(), id, answer.body(), now);
    List<String> differences =
        switch (fetched) {
          case Fetched.Found(var snapshot) ->
              plan.differences(spec.name(), input, snapshot.payload());
          case Fetched.Unfit unfit -> List.of(unfit.cause());
        };
    findings.that(differences.isEmpty(), Check.WRITES, what, "it differs at " + differences);
  }

  /** The tool did it, but its answer never came: the next attempt must not do it once more. */
  private void lost(WriteSpec spec, ObjectNode sample, int usual) {
    if (spec.atLeastOnce()) {
      return;
    }
    try (Vendor vendor = vendor()) {
      ObjectNode input = filled(vendor, spec, sample);
      Course course = new Course(vendor, spec.name());
      int before = vendor.holds();
      WriteStep first = course.run(input, false, LOST);
      WriteStep second = course.run(input, true, null);
      findings.that(
          first instanceof WriteStep.Retry
              && second instanceof WriteStep.Done
              && vendor.holds() - before == usual,
          Check.WRITES,
          spec.name() + ", after a lost answer",
          "it ended as "
              + second
              + ", with "
              + (vendor.holds() - before)
              + " new records (expected: "
              + usual
              + ")");
    }
  }

  private void limited(WriteSpec spec, ObjectNode sample) {
    try (Vendor vendor = vendor()) {
      WriteStep step =
          new Course(vendor, spec.name())
              .run(filled(vendor, spec, sample), false, Fault.status(TOO_MANY, 1));
      findings.that(
          step instanceof WriteStep.Retry retry && !retry.maybeApplied(),
          Check.RATE_LIMIT,
          spec.name(),
          "after a 429 it ended as " + step);
    }
  }

  /** What the vendor refuses is not taken for done, though the status be 200. */
  private void refused(WriteSpec spec) {
    Optional<ObjectNode> sample = subject.samples().input(spec.name() + ".refused");
    ApiSpec api = subject.tool().api();
    boolean within =
        !spec.outcomes().refused().isEmpty() || (api != null && !api.failures().isEmpty());
    if (sample.isEmpty()) {
      if (within) {
        findings.failed(
            Check.SAMPLES,
            spec.name(),
            "an error may hide in a 200, and there is no write-" + spec.name() + ".refused.json");
      }
      return;
    }
    try (Vendor vendor = vendor()) {
      Course course = new Course(vendor, spec.name());
      ObjectNode input = filled(vendor, spec, sample.get());
      int before = vendor.holds();
      WriteStep step = course.run(input, false, null);
      findings.that(
          step instanceof WriteStep.Refused && vendor.holds() == before,
          Check.PARTIAL_FAILURE,
          spec.name() + ", refused with a " + course.status,
          "it ended as " + step);
    }
  }

  /** A search that no write has used finds what its sample names. */
  private void search(WriteSpec spec) {
    Optional<ObjectNode> sample = subject.samples().input(spec.name());
    if (sample.isEmpty()) {
      if (!found.contains(spec.name())) {
        findings.failed(
            Check.SAMPLES,
            spec.name(),
            "no write found anything by it, and there is no write-" + spec.name() + ".json");
      }
      return;
    }
    if (!Simulators.names().contains(subject.tool().name())) {
      unsimulated(spec, sample.get());
      return;
    }
    try (Vendor vendor = vendor()) {
      Course course = new Course(vendor, spec.name());
      WriteStep step = course.run(filled(vendor, spec, sample.get()), false, null);
      course.sent.forEach(call -> requests.sent(spec.name(), call, vendor.below()));
      findings.that(
          step instanceof WriteStep.Done done && done.id() != null,
          Check.WRITES,
          spec.name(),
          "it ended as " + step);
    }
  }

  private static ObjectNode filled(Vendor vendor, WriteSpec spec, ObjectNode sample) {
    return vendor.filled(sample, spec.strategy() == WriteSpec.Strategy.ACTION);
  }

  private Vendor vendor() {
    Vendor vendor =
        new Vendor(
            subject,
            era.start(subject.tool().name(), SimulatorOptions.DEFAULT.withRecords(RECORDS)));
    vendor.renew(now);
    return vendor;
  }

  /** One operation at one vendor, and what was sent for it. */
  private static final class Course {
    private final Vendor vendor;
    private final String operation;
    private final WritePlan plan;
    private final List<HttpCall> sent = new ArrayList<>();
    private int status;

    Course(Vendor vendor, String operation) {
      this.vendor = vendor;
      this.operation = operation;
      this.plan = WritePlan.of(vendor.connection(), vendor::token);
    }

    /**
     * To its end.
     *
     * @param misfortune that befalls the call that changes something, or null
     */
    WriteStep run(ObjectNode input, boolean unknown, @Nullable Fault misfortune) {
      WriteStep step = plan.begin(operation, input, KEY, unknown);
      for (int i = 0; i < MAX_STEPS && step instanceof WriteStep.Ask ask; i++) {
        sent.add(ask.call());
        if (misfortune != null && ask.changes()) {
          vendor.simulator().befall(misfortune);
        }
        try {
          HttpAnswer answer = vendor.send(ask.call());
          status = answer.status();
          step = ask.answered(answer);
        } catch (UncheckedIOException e) {
          return new WriteStep.Retry("NO_ANSWER", "The tool did not answer.", null, true);
        }
      }
      return step;
    }
  }
}
