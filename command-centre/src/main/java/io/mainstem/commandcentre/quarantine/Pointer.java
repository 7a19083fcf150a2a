package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A JSON Pointer (RFC 6901) in which the step {@code *} means every element of a list. */
record Pointer(List<String> steps) {
  static final String EVERY = "*";
  static final int MAX_STEPS = 64;

  Pointer {
    steps = List.copyOf(steps);
  }

  static Pointer of(String text) throws RefusedException {
    if (!text.startsWith("/")) {
      throw RefusedException.form("at: " + text + " (expected: a place such as /lines/0/unit)");
    }
    List<String> steps = new ArrayList<>();
    for (String step : text.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    if (steps.size() > MAX_STEPS) {
      throw RefusedException.form(
          "at: %d steps (expected: at most %d)".formatted(steps.size(), MAX_STEPS));
    }
    return new Pointer(steps);
  }

  /** The field a mapping complains of, {@code lines[0].unit}; empty where it names none. */
  static Pointer ofField(String field) {
    List<String> steps = new ArrayList<>();
    for (String name : field.split("\\.", -1)) {
      int bracket = name.indexOf('[');
      if (bracket != 0 && !name.isEmpty()) {
        steps.add(bracket < 0 ? name : name.substring(0, bracket));
      }
      while (bracket >= 0) {
        int end = name.indexOf(']', bracket);
        if (end < 0) {
          break;
        }
        steps.add(name.substring(bracket + 1, end));
        bracket = name.indexOf('[', end);
      }
    }
    return new Pointer(steps);
  }

  Pointer then(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Pointer(longer);
  }

  Pointer parent() {
    return new Pointer(steps.subList(0, steps.size() - 1));
  }

  /** Whether there is something at that place; no step is {@code *}. */
  boolean isIn(JsonNode root) {
    return !root.at(toString()).isMissingNode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append('/').append(step.replace("~", "~0").replace("/", "~1")));
    return text.toString();
  }
}
