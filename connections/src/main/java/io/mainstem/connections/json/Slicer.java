package io.mainstem.connections.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts values out of a document byte for byte. */
final class Slicer {
  private static final String EACH = "[]";

  private final JsonParser parser;
  private final byte[] content;
  private final List<Bytes> slices = new ArrayList<>();

  Slicer(JsonParser parser, byte[] content) {
    this.parser = parser;
    this.content = content;
  }

  /** {@code a.b}, {@code a[]}, {@code []}, or nothing for the whole document. */
  List<Bytes> slices(String path) throws IOException {
    List<String> steps = new ArrayList<>();
    for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      String name = part.endsWith(EACH) ? part.substring(0, part.length() - EACH.length()) : part;
      if (!name.isEmpty()) {
        steps.add(name);
      }
      if (part.endsWith(EACH)) {
        steps.add(EACH);
      }
    }
    parser.nextToken();
    walk(steps);
    return List.copyOf(slices);
  }

  private void walk(List<String> steps) throws IOException {
    JsonToken token = parser.currentToken();
    if (steps.isEmpty()) {
      if (token.isStructStart()) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        slices.add(Bytes.of(content, from, (int) parser.currentLocation().getByteOffset()));
      }
      return;
    }
    String step = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    if (token == JsonToken.START_ARRAY && step.equals(EACH)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        walk(rest);
      }
    } else if (token == JsonToken.START_OBJECT && step.equals(EACH)) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        parser.nextToken();
        walk(rest);
      }
    } else if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean wanted = parser.currentName().equals(step);
        parser.nextToken();
        if (wanted) {
          walk(rest);
        } else {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
  }
}
