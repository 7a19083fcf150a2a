package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.tool.Put;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value and where it goes in a call. */
public record Placed(Put put, JsonNode value) {

  /** The values that fill holes, then the others' names. */
  static Function<String, @Nullable String> names(
      List<Placed> placed, Function<String, @Nullable String> others) {
    return name -> {
      for (Placed one : placed) {
        boolean hole = one.put.where() == Put.Where.PATH || one.put.where() == Put.Where.TEXT;
        if (hole && one.put.name().equals(name)) {
          return one.value.asText();
        }
      }
      return others.apply(name);
    };
  }

  /** Puts the value into a body, where that is its place. */
  void in(JsonNode body) {
    if (put.where() == Put.Where.BODY) {
      set(body, JsonPath.of(put.name()).steps());
    } else if (put.where() == Put.Where.VARIABLE) {
      set(body, List.of("variables", put.name()));
    }
  }

  private void set(JsonNode at, List<String> steps) {
    String step = steps.getFirst();
    boolean last = steps.size() == 1;
    if (at instanceof ObjectNode object && !step.startsWith("[")) {
      if (last) {
        object.set(step, value);
      } else {
        JsonNode below = object.get(step);
        set(below == null ? object.putObject(step) : below, steps.subList(1, steps.size()));
      }
    } else if (at instanceof ArrayNode array && step.startsWith("[")) {
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      if (index < array.size()) {
        if (last) {
          array.set(index, value);
        } else {
          set(array.get(index), steps.subList(1, steps.size()));
        }
      }
    }
  }
}
