package io.mainstem.conformance;

import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Every check, for one tool after the other. */
public final class Suite {
  /** Some months after the first records of the simulators, for every run. */
  private static final Instant DAY = Instant.parse("2026-05-04T09:00:00Z");

  private final Path reference;
  private final Doors doors;
  private final Era era;

  /**
   * The suite.
   *
   * @param reference folder of published facts; what needs it is left out where it is not there
   * @param clock whose pace the simulated vendors and we go by; the day is always the same
   */
  public Suite(Path reference, InstantSource clock) {
    this(reference, clock, Doors.REAL);
  }

  Suite(Path reference, InstantSource clock, Doors doors) {
    this.reference = reference;
    this.era = Era.at(DAY, clock);
    this.doors = doors;
  }

  /** Tools that come with the product. */
  public static List<String> tools() {
    return Tools.builtIn();
  }

  /** Of a tool that comes with the product. */
  public List<Finding> run(String name) throws IOException {
    Problems problems = new Problems();
    Tool tool = Tools.builtIn(name, problems);
    return run(tool, problems, Samples.builtIn(name));
  }

  List<Finding> run(Tool tool, Problems problems, Samples samples) throws IOException {
    Findings findings = new Findings(tool.name());
    Mapper.check(tool, Subject.BUSINESS, problems);
    if (!problems.isEmpty()) {
      for (Problem problem : problems.list()) {
        findings.failed(Check.LOADS, problem.file(), problem.toString());
      }
      return findings.list();
    }
    findings.passed(Check.LOADS, tool.name() + ".yaml");
    Subject subject = new Subject(tool, samples, doors);
    WebhookSpec webhook = tool.webhook();
    if (webhook != null) {
      new VectorChecks(subject, findings).run(reference.resolve("vectors.json"));
      new SignatureChecks(subject, findings).run(webhook);
      new HandshakeChecks(subject, webhook, findings).run();
      new DeliveryChecks(subject, webhook, findings).run();
    }
    new RecordChecks(subject, findings).run();
    Requests requests = Requests.of(reference.resolve("../specs").normalize(), subject, findings);
    new PullChecks(subject, findings, requests, era).run();
    new WriteChecks(subject, findings, requests, era).run();
    return findings.list();
  }
}
