package io.mainstem.connections.map;

import com.fasterxml.jackson.databind.JsonNode;
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

  static ObjectMapping compile(ObjectSpec spec, Environment base, Problems problems) {
    Environment environment = base.with("payload", spec.shape());
    return new ObjectMapping(
        spec,
        environment,
        spec.fragments().stream()
            .map(fragment -> FragmentMapping.compile(fragment, environment, problems))
            .toList());
  }

  MapResult map(String connection, JsonNode payload, Function<FragmentMapping, Trace> traces) {
    Optional<Mismatch> mismatch = ShapeCheck.check(payload, spec.shape());
    if (mismatch.isPresent()) {
      return new MapResult.Unfit(
          mismatch.get().missing() ? UnfitCode.MISSING_FIELD : UnfitCode.WRONG_SHAPE,
          mismatch.get().message(),
          mismatch.get().path());
    }
    Optional<String> id = spec.id().text(payload);
    if (id.isEmpty()) {
      return new MapResult.Unfit(
          UnfitCode.MISSING_FIELD,
          spec.id() + " is missing: without it nobody can tell which record this is.",
          spec.id().toString());
    }
    Scope scope = environment.scope(Map.of("payload", payload));
    List<Fragment> made = new ArrayList<>();
    try {
      for (FragmentMapping fragment : fragments) {
        made.addAll(fragment.map(connection, spec.name(), id.get(), scope, traces.apply(fragment)));
      }
    } catch (Misfit e) {
      return e.unfit();
    }
    return made.isEmpty()
        ? new MapResult.Filtered("No part of the mapping of " + spec.name() + " applies to it.")
        : new MapResult.Mapped(made);
  }
}
