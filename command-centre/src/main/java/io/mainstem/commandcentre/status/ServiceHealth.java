package io.mainstem.commandcentre.status;

import java.util.List;

/**
 * What a service last said of itself.
 *
 * @param state {@code up}, {@code degraded}, {@code down} or {@code away}
 * @param detail what is not well, in words; empty where all is
 */
public record ServiceHealth(String name, String state, String detail, List<Component> components) {

  /** One component of it. */
  public record Component(String name, String state, String detail) {}

  public boolean isWell() {
    return state.equals("up");
  }
}
