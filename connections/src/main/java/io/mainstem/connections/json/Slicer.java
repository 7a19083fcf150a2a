package io.mainstem.connections.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts values out of a document byte for byte. */
final class Slicer {

  /**
   * Bytes of a document.
   *
   * @param whole the path led there; otherwise the nearest element of a list, or the document,
   *     inside which the path breaks off
   * @param structure an object or a list
   */
  record Slice(Bytes bytes, boolean whole, boolean structure) {}

  private final JsonParser parser;
  private final byte[] content;
  private final boolean objectsToo;
  private final List<Slice> slices = new ArrayList<>();

  /**
   * Of one document.
   *
   * @param objectsToo whether {@code []} walks the values of an object as it walks a list
   */
  Slicer(JsonParser parser, byte[] content, boolean objectsToo) {
    this.parser = parser;
    this.content = content;
    this.objectsToo = objectsToo;
  }

  List<Slice> slices(EachPath path) throws IOException {
    parser.nextToken();
    element(path.steps());
    return List.copyOf(slices);
  }

  /** The document or an element of a list: kept itself where the path breaks off inside it. */
  private void element(List<String> steps) throws IOException {
    int from = start();
    boolean structure = parser.currentToken().isStructStart();
    if (!walk(steps)) {
      slices.add(new Slice(upToHere(from), false, structure));
    }
  }

  /** Whether the path leads on from the current value, which is read to its end. */
  private boolean walk(List<String> steps) throws IOException {
    JsonToken token = parser.currentToken();
    if (steps.isEmpty()) {
      int from = start();
      parser.skipChildren();
      slices.add(new Slice(upToHere(from), true, token.isStructStart()));
      return true;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (token == JsonToken.START_ARRAY && step.equals(EachPath.EACH)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        element(rest);
      }
      return true;
    }
    if (token == JsonToken.START_OBJECT && step.equals(EachPath.EACH) && objectsToo) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        parser.nextToken();
        element(rest);
      }
      return true;
    }
    if (token == JsonToken.START_ARRAY && step.startsWith("[")) {
      return index(Integer.parseInt(step.substring(1, step.length() - 1)), rest);
    }
    if (token == JsonToken.START_OBJECT && !step.startsWith("[")) {
      return field(step, rest);
    }
    parser.skipChildren();
    return false;
  }

  private boolean index(int index, List<String> rest) throws IOException {
    boolean found = false;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == index) {
        found = walk(rest);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private boolean field(String name, List<String> rest) throws IOException {
    boolean found = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean wanted = parser.currentName().equals(name);
      parser.nextToken();
      if (wanted) {
        found = walk(rest);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private Bytes upToHere(int from) throws IOException {
    parser.finishToken();
    return Bytes.of(content, from, (int) parser.currentLocation().getByteOffset());
  }
}
