package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonFault;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code application/x-www-form-urlencoded} as JSON: every value is text. With brackets, {@code
 * a[b]=c} nests, {@code a[]=c} adds to a list, and {@code a[0]}, {@code a[1]} … is one.
 */
final class Form {
  static final int MAX_FIELDS = 10_000;

  private static final Pattern NAME = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]*])*)");
  private static final Pattern STEP = Pattern.compile("\\[([^\\[\\]]*)]");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Form() {}

  static Bytes json(Bytes body, boolean brackets) throws UnreadableJsonException {
    if (body.isEmpty()) {
      throw new UnreadableJsonException(JsonFault.EMPTY, "it is empty");
    }
    ObjectNode root = NODES.objectNode();
    String[] pairs = body.text().split("&", -1);
    if (pairs.length > MAX_FIELDS) {
      throw new UnreadableJsonException(
          JsonFault.TOO_MANY_TOKENS, "it has more than " + MAX_FIELDS + " fields");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new UnreadableJsonException(
            JsonFault.SYNTAX, "it is not a form: a field has no name or no '='");
      }
      String name = decode(pair.substring(0, equals));
      put(root, brackets ? steps(name) : List.of(name), decode(pair.substring(equals + 1)));
    }
    return Bytes.utf8(listed(root).toString());
  }

  /** {@code a[b][]} is a, b and an empty step. */
  private static List<String> steps(String name) throws UnreadableJsonException {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new UnreadableJsonException(
          JsonFault.SYNTAX, "the name of a field is not written a[b][c]");
    }
    List<String> steps = new ArrayList<>(List.of(matcher.group(1)));
    STEP.matcher(matcher.group(2)).results().forEach(step -> steps.add(step.group(1)));
    if (steps.size() > StrictJson.MAX_DEPTH) {
      throw new UnreadableJsonException(
          JsonFault.TOO_DEEP, "it is nested more than " + StrictJson.MAX_DEPTH + " levels deep");
    }
    return steps;
  }

  private static void put(ObjectNode root, List<String> steps, String value)
      throws UnreadableJsonException {
    ObjectNode at = root;
    for (int i = 0; i < steps.size(); i++) {
      // An empty step adds to a list: the next number stands for it until lists are made.
      String step = steps.get(i).isEmpty() ? Integer.toString(at.size()) : steps.get(i);
      JsonNode there = at.get(step);
      if (i == steps.size() - 1) {
        if (there != null) {
          throw new UnreadableJsonException(
              JsonFault.DUPLICATE_KEY, "a field appears twice in one form");
        }
        at.put(step, value);
      } else if (there == null) {
        at = at.putObject(step);
      } else if (there instanceof ObjectNode object) {
        at = object;
      } else {
        throw new UnreadableJsonException(
            JsonFault.DUPLICATE_KEY, "a field is both a value and a group of values");
      }
    }
  }

  /** Objects whose names count from 0 are lists. */
  private static JsonNode listed(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    boolean counts = !object.isEmpty();
    int index = 0;
    for (var field : List.copyOf(object.properties())) {
      counts &= field.getKey().equals(Integer.toString(index++));
      object.set(field.getKey(), listed(field.getValue()));
    }
    if (!counts) {
      return object;
    }
    ArrayNode list = NODES.arrayNode();
    object.forEach(list::add);
    return list;
  }

  /** Percent escapes of UTF-8, strictly. */
  private static String decode(String text) throws UnreadableJsonException {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '%') {
        if (i + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(i + 1))
            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          throw new UnreadableJsonException(JsonFault.SYNTAX, "a % is not followed by two digits");
        }
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else if (at > 0x7f) {
        throw new UnreadableJsonException(JsonFault.NOT_UTF8, "it is not an escaped form");
      } else {
        bytes.put((byte) (at == '+' ? ' ' : at));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes.flip())
          .toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableJsonException(JsonFault.NOT_UTF8, "its escapes are not UTF-8 text");
    }
  }
}
