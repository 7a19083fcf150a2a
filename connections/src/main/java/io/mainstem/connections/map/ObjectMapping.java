package io.mainstem.connections.map;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.expression.Environment;
import io.mainstem.connections.expression.Scope;
import io.mainstem.connections.shape.Mismatch;
import io.mainstem.connections.shape.ShapeCheck;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One compiled object of a tool. */
record ObjectMapping(ObjectSpec spec, Environment environment, List<FragmentMapping> fragments) {

  private static UnfitCode code(Mismatch mismatch) {
    return switch (mismatch.kind()) {
      case MISSING -> UnfitCode.MISSING_FIELD;
      case WRONG_TYPE -> UnfitCode.WRONG_SHAPE;
      case UNKNOWN_VALUE -> UnfitCode.UNKNOWN_VALUE;
    };
  }

  static ObjectMapping compile(ObjectSpec spec, Environment base, Problems problems) {
    Environment environment = base.with("payload", spec.shape()).withTexts("setting");
    return new ObjectMapping(
        spec,
        environment,
        spec.fragments().stream()
            .map(fragment -> FragmentMapping.compile(fragment, environment, problems))
            .toList());
  }

  MapResult map(Connection connection, JsonNode payload, Function<FragmentMapping, Trace> traces) {
    List<Mismatch> mismatches = ShapeCheck.check(payload, spec.shape());
    if (!mismatches.isEmpty()) {
      Mismatch first = mismatches.getFirst();
      return new MapResult.Unfit(code(first), first.message(), first.path());
    }
    Optional<String> id = spec.id().text(payload);
    if (id.isEmpty()) {
      return new MapResult.Unfit(
          UnfitCode.MISSING_FIELD,
          spec.id() + " is missing: without it nobody can tell which record this is.",
          spec.id().toString());
    }
    Scope scope = environment.scope(Map.of("payload", payload, "setting", connection.settings()));
    List<Fragment> made = new ArrayList<>();
    try {
      for (FragmentMapping fragment : fragments) {
        made.addAll(
            fragment.map(connection.name(), spec.name(), id.get(), scope, traces.apply(fragment)));
      }
    } catch (Misfit e) {
      return e.unfit();
    }
    return made.isEmpty()
        ? new MapResult.Filtered("No part of the mapping of " + spec.name() + " applies to it.")
        : new MapResult.Mapped(made);
  }
}
