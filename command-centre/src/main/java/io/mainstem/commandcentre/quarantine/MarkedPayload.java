package io.mainstem.commandcentre.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payload as lines, those of the offending field marked.
 *
 * @param at JSON Pointer of the marked place; null where the cause names none that is there
 * @param missing whether that place is where something should stand
 */
public record MarkedPayload(@Nullable String at, boolean missing, List<Line> lines) {
  static final int MAX_LINES = 2_000;

  /** One line. */
  public record Line(boolean marked, String text) {}

  static MarkedPayload of(Bytes payload, @Nullable String field) {
    Optional<JsonNode> tree = Json.tree(payload);
    if (tree.isEmpty()) {
      return new MarkedPayload(
          null,
          false,
          payload.text().lines().limit(MAX_LINES).map(line -> new Line(false, line)).toList());
    }
    Pointer blamed = blamed(tree.get(), field);
    Drawing drawing = new Drawing(blamed, blamed != null && !blamed.isIn(tree.get()));
    drawing.draw(tree.get(), new Pointer(List.of()), "", "", "");
    return new MarkedPayload(
        blamed == null ? null : blamed.toString(),
        drawing.missing,
        drawing.lines.subList(0, Math.min(MAX_LINES, drawing.lines.size())));
  }

  /** Null where neither it nor what encloses it is there: then it is a field of ours. */
  private static @Nullable Pointer blamed(JsonNode tree, @Nullable String field) {
    if (field == null || field.isEmpty()) {
      return null;
    }
    Pointer pointer = Pointer.ofField(field);
    if (pointer.steps().isEmpty() || pointer.isIn(tree)) {
      return pointer.steps().isEmpty() ? null : pointer;
    }
    return tree.at(pointer.parent().toString()).isObject() ? pointer : null;
  }

  private static final class Drawing {
    private final @Nullable Pointer blamed;
    private final boolean missing;
    private final List<Line> lines = new ArrayList<>();

    Drawing(@Nullable Pointer blamed, boolean missing) {
      this.blamed = blamed;
      this.missing = missing;
    }

    void draw(JsonNode node, Pointer at, String indent, String name, String comma) {
      boolean marked = at.equals(blamed);
      if (node.isContainerNode() && (!node.isEmpty() || misses(at))) {
        lines.add(new Line(marked, indent + name + (node.isObject() ? "{" : "[")));
        children(node, at, indent + "  ");
        lines.add(new Line(false, indent + (node.isObject() ? "}" : "]") + comma));
      } else {
        lines.add(new Line(marked, indent + name + Json.text(node) + comma));
      }
    }

    private boolean misses(Pointer at) {
      return missing && blamed != null && blamed.parent().equals(at);
    }

    private void children(JsonNode node, Pointer at, String indent) {
      if (blamed != null && misses(at)) {
        lines.add(new Line(true, indent + blamed.steps().getLast() + " is not there"));
      }
      int left = node.size();
      if (node.isObject()) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          left--;
          String name = Json.text(Json.MAPPER.getNodeFactory().textNode(field.getKey())) + ": ";
          draw(field.getValue(), at.then(field.getKey()), indent, name, left == 0 ? "" : ",");
        }
      } else {
        for (int i = 0; i < node.size(); i++) {
          left--;
          draw(node.get(i), at.then(String.valueOf(i)), indent, "", left == 0 ? "" : ",");
        }
      }
    }
  }
}
