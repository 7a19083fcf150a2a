package io.mainstem.connections;

import java.util.List;
import java.util.Map;

/** Roles and what each may do, from access.yaml. */
public record Access(Map<String, List<String>> roles) {
  public Access {
    roles = Map.copyOf(roles);
  }
}
