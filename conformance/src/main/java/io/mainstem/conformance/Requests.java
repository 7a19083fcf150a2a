package io.mainstem.conformance;

import io.mainstem.connections.http.HttpCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what is sent against the vendor's own description, where that is at hand. */
final class Requests {
  private final Findings findings;
  private final Optional<Description> description;
  private final Map<String, String> same;
  private final Map<String, String> beyond;
  private final Set<String> seen = new HashSet<>();

  private Requests(Findings findings, Optional<Description> description, Samples samples) {
    this.findings = findings;
    this.description = description;
    this.same = samples.described();
    this.beyond = samples.beyond();
  }

  static Requests of(Path folder, Subject subject, Findings findings) throws IOException {
    return new Requests(findings, Description.of(folder, subject.tool().name()), subject.samples());
  }

  /**
   * A call that was made.
   *
   * @param what it was for
   * @param below what stands before the vendor's own path
   */
  void sent(String what, HttpCall call, String below) {
    String path = path(call, below);
    String name = what + ", " + call.method() + " " + path.replaceAll("[0-9a-zA-Z_-]{16,}", "…");
    if (!seen.add(name)) {
      return;
    }
    if (description.isEmpty()) {
      if (seen.add("")) {
        findings.unchecked(
            Check.REQUESTS, "every call", "no description of the vendor's is at hand");
      }
      return;
    }
    if (!description.get().knows(call, path)) {
      findings.unchecked(Check.REQUESTS, name, "the vendor's description at hand has no such call");
      return;
    }
    List<String> faults = new ArrayList<>(description.get().faults(call, path));
    for (String known : beyond.keySet()) {
      if (faults.remove(known)) {
        findings.unchecked(Check.REQUESTS, name + ": " + known, beyond.getOrDefault(known, ""));
      }
    }
    findings.that(faults.isEmpty(), Check.REQUESTS, name, String.join("; ", faults));
  }

  /** Another call to an address already tried: held against the description where that has it. */
  void like(String what, HttpCall call, String below) {
    if (description.isPresent() && description.get().knows(call, path(call, below))) {
      sent(what, call, below);
    }
  }

  private String path(HttpCall call, String below) {
    String path = call.uri().getPath().substring(below.length());
    for (Map.Entry<String, String> one : same.entrySet()) {
      if (path.equals(one.getKey()) || path.startsWith(one.getKey() + "/")) {
        return one.getValue() + path.substring(one.getKey().length());
      }
    }
    return path;
  }
}
