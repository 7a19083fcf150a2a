package io.mainstem.connections;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Roles and what each may do, from access.yaml. */
public record Access(Map<String, List<String>> roles) {
  private static final List<String> ABILITIES =
      List.of("see", "see-personal-data", "approve", "merge", "fix", "replay", "administer");

  public Access {
    roles = Map.copyOf(roles);
  }

  static Access read(YamlNode root, Problems problems) {
    root.allow(List.of("roles"), problems);
    Map<String, List<String>> roles = new LinkedHashMap<>();
    root.get("roles")
        .entries()
        .forEach(
            (role, node) ->
                roles.put(
                    role,
                    node.items().stream()
                        .flatMap(ability -> ability.oneOf(ABILITIES, problems).stream())
                        .toList()));
    return new Access(roles);
  }

  /** Whether somebody in that role may do that. */
  public boolean allows(String role, String ability) {
    return roles.getOrDefault(role, List.of()).contains(ability);
  }
}
