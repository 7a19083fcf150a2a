package io.mainstem.simulators;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the environment and collects everything that is wrong with it. */
final class Settings {
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  String required(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      problems.add(name + ": missing (expected: a value, see simulators/README.md)");
      return "";
    }
    return value;
  }

  String text(String name, String otherwise) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  @Nullable String optional(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  <T> T read(String name, String otherwise, String expected, Function<String, T> reader) {
    String value = text(name, otherwise);
    try {
      return reader.apply(value);
    } catch (RuntimeException unreadable) {
      problems.add(name + ": " + value + " (expected: " + expected + ")");
      return reader.apply(otherwise);
    }
  }

  int number(String name, int otherwise, int least, int most) {
    return read(
        name,
        String.valueOf(otherwise),
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException(name);
          }
          return number;
        });
  }

  Path folder(String name, String otherwise) {
    return Path.of(text(name, otherwise));
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /** Reads them all, or throws an {@link IllegalArgumentException} naming every problem at once. */
  void refuseIfWrong() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "simulators cannot start:\n  " + String.join("\n  ", problems));
    }
  }
}
