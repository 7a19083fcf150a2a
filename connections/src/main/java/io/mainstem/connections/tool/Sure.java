package io.mainstem.connections.tool;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;

/** How sure a fact of a tool file is. */
public enum Sure {
  /** A published signature proves it. */
  VECTOR,
  /** The vendor's own machine-readable description says so. */
  SPECIFICATION,
  /** The vendor's pages, or several independent sources, say so. */
  DOCUMENTATION,
  /** Nobody has confirmed it. */
  MEMORY;

  /** What is written there; {@link #MEMORY} where nothing is. */
  public static Sure read(YamlNode at, Problems problems) {
    return at.constant(Sure.class, problems).orElse(MEMORY);
  }
}
