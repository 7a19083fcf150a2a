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
    out.printf("%-14s %7s %9s %10s  %s%n", "tool", "checks", "failures", "unchecked", "of");
    byTool.forEach((tool, list) -> row(out, tool, list));
    uncheckedLines(out);
    findings.stream()
        .filter(Finding::failed)
        .sorted(Comparator.comparing(Finding::tool).thenComparing(Finding::check))
        .forEach(
            it ->
                out.printf(
                    "%n%s %s: %s%n    %s%n",
                    it.tool(), it.check().title(), it.what(), it.reason().orElse("")));
    long unchecked = findings.stream().filter(Finding::unchecked).count();
    out.printf(
        "%n{\"tools\":%d,\"checks\":%d,\"failures\":%d,\"unchecked\":%d}%n",
        byTool.size(), findings.size() - unchecked, count(findings), unchecked);
  }

  private void uncheckedLines(PrintStream out) {
    List<Finding> unchecked = findings.stream().filter(Finding::unchecked).toList();
    if (!unchecked.isEmpty()) {
      out.printf("%nnot checked:%n");
    }
    unchecked.forEach(
        it ->
            out.printf(
                "%-14s %s, %s: %s%n",
                it.tool(), it.check().title(), it.what(), it.reason().orElse("")));
  }

  private static void row(PrintStream out, String tool, List<Finding> list) {
    Map<Check, Integer> kinds = new TreeMap<>();
    List<Finding> checks = list.stream().filter(it -> !it.unchecked()).toList();
    checks.forEach(it -> kinds.merge(it.check(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    kinds.forEach((check, count) -> words.add(check.title() + " " + count));
    out.printf(
        "%-14s %7d %9d %10d  %s%n",
        tool, checks.size(), count(list), list.size() - checks.size(), String.join(", ", words));
  }

  private static long count(List<Finding> list) {
    return list.stream().filter(Finding::failed).count();
  }
}
