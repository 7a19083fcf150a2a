package io.mainstem.connections.map;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.shape.Mismatch;
import io.mainstem.connections.shape.Renames;
import io.mainstem.connections.shape.ShapeCheck;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One compiled object of a tool. */
record ObjectMapping(
    ObjectSpec spec, Environment environment, List<FragmentMapping> fragments, Renames renames) {

  /** A field that is likely called otherwise matters only to those who read it. */
  private List<Mismatch> mismatches(JsonNode payload) {
    List<Mismatch> found = ShapeCheck.check(payload, spec.shape(), renames);
    return found.isEmpty()
        ? found
        : found.stream()
            .filter(
                wrong ->
                    wrong.kind() != Mismatch.Kind.RENAMED
                        || fragments.stream()
                            .anyMatch(fragment -> fragment.touches(wrong.pattern())))
            .toList();
  }

  /** The fragments that read nothing of what is contradicted. */
  private List<FragmentMapping> fit(List<Mismatch> mismatches) {
    return mismatches.isEmpty()
        ? fragments
        : fragments.stream()
            .filter(
                fragment ->
                    mismatches.stream().noneMatch(wrong -> fragment.touches(wrong.pattern())))
            .toList();
  }

  private Set<String> held(List<FragmentMapping> fit) {
    return fragments.stream()
        .filter(fragment -> !fit.contains(fragment))
        .map(fragment -> fragment.entity().name())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** By the first contradiction, with how many more there are. */
  private static MapResult.Unfit unfit(List<Mismatch> mismatches) {
    Mismatch first = mismatches.getFirst();
    String more =
        mismatches.size() == 1 ? "" : " " + (mismatches.size() - 1) + " more places differ.";
    return new MapResult.Unfit(code(first), first.message() + more, first.path());
  }

  private static UnfitCode code(Mismatch mismatch) {
    return switch (mismatch.kind()) {
      case MISSING -> UnfitCode.MISSING_FIELD;
      case WRONG_TYPE -> UnfitCode.WRONG_SHAPE;
      case UNKNOWN_VALUE -> UnfitCode.UNKNOWN_VALUE;
      case RENAMED -> UnfitCode.FIELD_RENAMED;
    };
  }

  static ObjectMapping compile(ObjectSpec spec, Environment base, Problems problems) {
    Environment environment = base.with("payload", spec.shape()).withTexts("setting");
    return new ObjectMapping(
        spec,
        environment,
        spec.fragments().stream()
            .map(fragment -> FragmentMapping.compile(fragment, environment, problems))
            .toList(),
        Renames.of(spec.shape()));
  }

  MapResult map(Connection connection, JsonNode payload, Function<FragmentMapping, Trace> traces) {
    List<Mismatch> mismatches = mismatches(payload);
    List<FragmentMapping> fit = fit(mismatches);
    MapResult.Unfit why = mismatches.isEmpty() ? null : unfit(mismatches);
    if (why != null && fit.isEmpty()) {
      return why;
    }
    Optional<String> id = spec.id().text(payload);
    if (id.isEmpty()) {
      return new MapResult.Unfit(
          UnfitCode.MISSING_FIELD,
          spec.id() + " is missing: without it nobody can tell which record this is.",
          spec.id().toString());
    }
    Scope scope = environment.scope(Map.of("payload", payload, "setting", connection.settings()));
    Set<String> held = why == null ? new HashSet<>() : held(fit);
    List<Fragment> made = new ArrayList<>();
    for (FragmentMapping fragment : fit) {
      try {
        made.addAll(
            fragment.map(connection.name(), spec.name(), id.get(), scope, traces.apply(fragment)));
      } catch (Misfit e) {
        why = why == null ? e.unfit() : why;
        held.add(fragment.entity().name());
      }
    }
    if (why == null) {
      return made.isEmpty()
          ? new MapResult.Filtered("No part of the mapping of " + spec.name() + " applies to it.")
          : new MapResult.Mapped(made);
    }
    made.removeIf(fragment -> held.contains(fragment.entity().name()));
    return made.isEmpty() ? why : new MapResult.Mapped(made, new MapResult.Held(why, held));
  }
}
