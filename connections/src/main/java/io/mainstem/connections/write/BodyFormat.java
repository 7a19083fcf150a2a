package io.mainstem.connections.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.http.Requests;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.WriteSpec;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes a body in the format a tool reads. */
final class BodyFormat {
  private BodyFormat() {}

  static String contentType(WriteSpec.Format format) {
    return switch (format) {
      case JSON, GRAPHQL -> "application/json; charset=utf-8";
      case FORM -> "application/x-www-form-urlencoded";
      case XML -> "application/xml; charset=utf-8";
    };
  }

  static Bytes write(WriteSpec.Format format, @Nullable String document, @Nullable JsonNode body) {
    if (body == null && document == null) {
      return Bytes.EMPTY;
    }
    JsonNode given = body == null ? JsonNodeFactory.instance.objectNode() : body;
    return Bytes.utf8(
        switch (format) {
          case JSON -> given.toString();
          case FORM -> form(given);
          case GRAPHQL -> graphql(document, given);
          case XML -> xml(given);
        });
  }

  private static String graphql(@Nullable String document, JsonNode variables) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("query", document);
    body.set("variables", variables);
    return body.toString();
  }

  /** Nested fields in brackets, lists by number: {@code items[0][price]=…}. */
  private static String form(JsonNode body) {
    List<String> pairs = new ArrayList<>();
    body.properties().forEach(field -> form(field.getKey(), field.getValue(), pairs));
    return String.join("&", pairs);
  }

  private static void form(String name, JsonNode value, List<String> pairs) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> form(name + "[" + field.getKey() + "]", field.getValue(), pairs));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        form(name + "[" + i + "]", value.get(i), pairs);
      }
    } else {
      pairs.add(Requests.encode(name) + "=" + Requests.encode(text(value)));
    }
  }

  private static String text(JsonNode scalar) {
    return scalar.isBigDecimal() ? scalar.decimalValue().toPlainString() : scalar.asText();
  }

  /** One element for each field, a list as the element repeated, {@code @name} as an attribute. */
  private static String xml(JsonNode body) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      writer.writeStartDocument("utf-8", "1.0");
      elements(body, writer);
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("body: no XML (expected: text without control codes)", e);
    }
    return text.toString();
  }

  private static void elements(JsonNode body, XMLStreamWriter writer) throws XMLStreamException {
    if (!body.isObject()) {
      writer.writeCharacters(text(body));
      return;
    }
    for (var field : body.properties()) {
      if (field.getKey().startsWith("@")) {
        writer.writeAttribute(field.getKey().substring(1), text(field.getValue()));
        continue;
      }
      for (JsonNode element :
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
        writer.writeStartElement(field.getKey());
        elements(element, writer);
        writer.writeEndElement();
      }
    }
  }
}
