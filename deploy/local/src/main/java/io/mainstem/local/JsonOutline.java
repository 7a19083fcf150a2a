package io.mainstem.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON as an indented outline that people read without counting braces; lists of like records as
 * tables.
 */
final class JsonOutline {
  private static final int CELL_LIMIT = 60;

  private JsonOutline() {}

  static String of(String json) {
    StringBuilder out = new StringBuilder();
    write(read(json), 0, out);
    return out.toString();
  }

  static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException unreadable) {
      throw new BackboneException(
          Fault.NOT_READY, "The command centre's answer is not JSON.", unreadable);
    }
  }

  private static void write(JsonNode node, int depth, StringBuilder out) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        indent(depth, out).append(field.getKey()).append(':');
        if (field.getValue().isContainerNode() && !field.getValue().isEmpty()) {
          out.append('\n');
          write(field.getValue(), depth + 1, out);
        } else {
          out.append(' ').append(text(field.getValue())).append('\n');
        }
      }
    } else if (isTable(node)) {
      table(node, depth, out);
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        indent(depth, out).append("- ");
        if (element.isContainerNode()) {
          StringBuilder inner = new StringBuilder();
          write(element, depth + 1, inner);
          out.append(inner.toString().stripLeading());
        } else {
          out.append(text(element)).append('\n');
        }
      }
    } else {
      indent(depth, out).append(text(node)).append('\n');
    }
  }

  private static boolean isTable(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      return false;
    }
    List<String> names = names(node.get(0));
    for (JsonNode row : node) {
      if (!row.isObject() || !names(row).equals(names)) {
        return false;
      }
      for (JsonNode cell : row) {
        if (cell.isContainerNode() || text(cell).length() > CELL_LIMIT) {
          return false;
        }
      }
    }
    return true;
  }

  private static void table(JsonNode rows, int depth, StringBuilder out) {
    List<String> names = names(rows.get(0));
    List<List<String>> lines = new ArrayList<>();
    lines.add(names);
    for (JsonNode row : rows) {
      lines.add(names.stream().map(name -> text(row.get(name))).toList());
    }
    for (List<String> line : lines) {
      indent(depth, out);
      for (int column = 0; column < names.size(); column++) {
        int width = 0;
        for (List<String> any : lines) {
          width = Math.max(width, any.get(column).length());
        }
        String cell = line.get(column);
        out.append(cell).repeat(' ', width - cell.length() + 2);
      }
      out.setLength(out.toString().stripTrailing().length());
      out.append('\n');
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String text(JsonNode node) {
    return node.isNull() || node.isContainerNode() ? "-" : node.asText();
  }

  private static StringBuilder indent(int depth, StringBuilder out) {
    return out.repeat(' ', depth * 2);
  }
}
