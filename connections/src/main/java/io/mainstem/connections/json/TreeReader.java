package io.mainstem.connections.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Builds one tree from one parser, counting as it goes. */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONG_DIGITS = 18;

  private final JsonParser parser;
  private final boolean isPlain;
  private int tokens;
  private int depth;

  /** Where {@code isPlain}, no text can have a NUL or half a character. */
  TreeReader(JsonParser parser, boolean isPlain) {
    this.parser = parser;
    this.isPlain = isPlain;
  }

  JsonNode document() throws IOException, UnreadableJsonException {
    JsonNode root = value(next());
    JsonToken trailing = parser.nextToken();
    if (trailing != null) {
      throw new UnreadableJsonException(
          JsonFault.TRAILING_CONTENT, "something follows the end of the document");
    }
    return root;
  }

  private JsonToken next() throws IOException, UnreadableJsonException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new UnreadableJsonException(JsonFault.SYNTAX, "it ends too early");
    }
    tokens++;
    if (tokens > StrictJson.MAX_TOKENS) {
      throw new UnreadableJsonException(
          JsonFault.TOO_MANY_TOKENS, "it has more than " + StrictJson.MAX_TOKENS + " tokens");
    }
    return token;
  }

  private JsonNode value(JsonToken token) throws IOException, UnreadableJsonException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING ->
          NODES.textNode(text(JsonFault.STRING_TOO_LONG, "a string", StrictJson.MAX_STRING_CHARS));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new UnreadableJsonException(JsonFault.SYNTAX, "a value is missing");
    };
  }

  private ObjectNode object() throws IOException, UnreadableJsonException {
    enter();
    ObjectNode object = NODES.objectNode();
    while (next() != JsonToken.END_OBJECT) {
      String name = text(JsonFault.NAME_TOO_LONG, "a name", StrictJson.MAX_NAME_CHARS);
      if (object.replace(name, value(next())) != null) {
        throw new UnreadableJsonException(
            JsonFault.DUPLICATE_KEY, "a key appears twice in one object");
      }
    }
    depth--;
    return object;
  }

  private ArrayNode array() throws IOException, UnreadableJsonException {
    enter();
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      array.add(value(token));
    }
    depth--;
    return array;
  }

  private void enter() throws UnreadableJsonException {
    depth++;
    if (depth > StrictJson.MAX_DEPTH) {
      throw new UnreadableJsonException(
          JsonFault.TOO_DEEP, "it is nested more than " + StrictJson.MAX_DEPTH + " levels deep");
    }
  }

  private String text(JsonFault tooLong, String what, int limit)
      throws IOException, UnreadableJsonException {
    String text = parser.getText();
    if (text.length() > limit) {
      throw new UnreadableJsonException(tooLong, what + " is longer than " + limit + " characters");
    }
    for (int i = 0; !isPlain && i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == 0) {
        throw new UnreadableJsonException(JsonFault.NUL_CHARACTER, what + " has a NUL character");
      }
      if (Character.isHighSurrogate(at)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(at)) {
        throw new UnreadableJsonException(JsonFault.LONE_SURROGATE, what + " has half a character");
      }
    }
    return text;
  }

  private JsonNode integer() throws IOException, UnreadableJsonException {
    return parser.getTextLength() <= LONG_DIGITS
        ? NODES.numberNode(parser.getLongValue())
        : bigInteger(new BigInteger(number()));
  }

  private static JsonNode bigInteger(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValueExact())
        : NODES.numberNode(value);
  }

  private JsonNode decimal() throws IOException, UnreadableJsonException {
    String digits = number();
    int mark = Math.max(digits.indexOf('e'), digits.indexOf('E'));
    if (mark >= 0) {
      BigInteger exponent = new BigInteger(digits.substring(mark + 1).replace("+", ""));
      if (exponent.abs().compareTo(BigInteger.valueOf(StrictJson.MAX_EXPONENT)) > 0) {
        throw new UnreadableJsonException(
            JsonFault.EXPONENT_TOO_LARGE,
            "a number has an exponent beyond " + StrictJson.MAX_EXPONENT);
      }
    }
    return DecimalNode.valueOf(new BigDecimal(digits));
  }

  private String number() throws IOException, UnreadableJsonException {
    String digits = parser.getText();
    if (digits.length() > StrictJson.MAX_NUMBER_CHARS) {
      throw new UnreadableJsonException(
          JsonFault.NUMBER_TOO_LONG,
          "a number is longer than " + StrictJson.MAX_NUMBER_CHARS + " characters");
    }
    return digits;
  }
}
