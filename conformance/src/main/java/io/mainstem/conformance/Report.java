package io.mainstem.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table for people, then one line for programs. */
public final class Report {
  private final List<Finding> findings = new ArrayList<>();

  public void add(List<Finding> more) {
    findings.addAll(more);
  }

  public boolean failed() {
    return findings.stream().anyMatch(Finding::failed);
  }

  public void print(PrintStream out) {
    Map<String, List<Finding>> byTool = new LinkedHashMap<>();
    findings.forEach(it -> byTool.computeIfAbsent(it.tool(), _ -> new ArrayList<>()).add(it));
    out.printf("%-14s %7s %9s  %s%n", "tool", "checks", "failures", "of");
    byTool.forEach((tool, list) -> row(out, tool, list));
    findings.stream()
        .filter(Finding::failed)
        .sorted(Comparator.comparing(Finding::tool).thenComparing(Finding::check))
        .forEach(
            it ->
                out.printf(
                    "%n%s %s: %s%n    %s%n",
                    it.tool(), it.check().title(), it.what(), it.reason().orElse("")));
    out.printf(
        "%n{\"tools\":%d,\"checks\":%d,\"failures\":%d}%n",
        byTool.size(), findings.size(), count(findings));
  }

  private static void row(PrintStream out, String tool, List<Finding> list) {
    Map<Check, Integer> kinds = new TreeMap<>();
    list.forEach(it -> kinds.merge(it.check(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    kinds.forEach((check, count) -> words.add(check.title() + " " + count));
    out.printf("%-14s %7d %9d  %s%n", tool, list.size(), count(list), String.join(", ", words));
  }

  private static long count(List<Finding> list) {
    return list.stream().filter(Finding::failed).count();
  }
}
