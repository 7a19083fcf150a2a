package io.mainstem.runtime.config;

import java.util.List;

/** Everything that is wrong with a service's environment, at once. */
public final class SettingsException extends RuntimeException {
  private final List<String> problems;

  SettingsException(List<String> problems) {
    super("The environment is not right:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem: {@code name: value (expected: constraint)}. */
  public List<String> problems() {
    return problems;
  }
}
