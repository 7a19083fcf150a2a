package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.JsonFault;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as JSON: elements are names without their prefix, attributes start with {@code @}, text is
 * text, or {@code #text} beside attributes. Repeated elements, and those the tool file walks as a
 * list, are lists. Document types and entities are refused.
 */
final class XmlJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Set<String> lists;
  private int elements;

  private XmlJson(Set<String> lists) {
    this.lists = lists;
  }

  static Bytes json(Bytes body, List<EachPath> splits) throws UnreadableJsonException {
    if (body.size() > StrictJson.MAX_BYTES) {
      throw new UnreadableJsonException(JsonFault.TOO_LARGE, "it is too long");
    }
    Set<String> lists = splits.stream().flatMap(XmlJson::lists).collect(Collectors.toSet());
    try {
      XMLStreamReader reader =
          factory().createXMLStreamReader(new ByteArrayInputStream(body.toArray()));
      while (reader.next() != XMLStreamReader.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamReader.DTD) {
          throw new UnreadableJsonException(JsonFault.SYNTAX, "it declares a document type");
        }
      }
      ObjectNode root = NODES.objectNode();
      String name = reader.getLocalName();
      root.set(name, new XmlJson(lists).element(reader, name, 1));
      while (reader.hasNext()) {
        reader.next();
      }
      return Bytes.utf8(root.toString());
    } catch (XMLStreamException | RuntimeException e) {
      throw new UnreadableJsonException(JsonFault.SYNTAX, "it is not XML");
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** {@code a.b[].c[]} walks a.b and a.b.c. */
  private static Stream<String> lists(EachPath split) {
    List<String> names = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (String step : split.steps()) {
      if (step.equals(EachPath.EACH)) {
        found.add(String.join(".", names));
      } else {
        names.add(step);
      }
    }
    return found.stream();
  }

  private JsonNode element(XMLStreamReader reader, String path, int depth)
      throws XMLStreamException, UnreadableJsonException {
    if (depth > StrictJson.MAX_DEPTH) {
      throw new UnreadableJsonException(
          JsonFault.TOO_DEEP, "it is nested more than " + StrictJson.MAX_DEPTH + " levels deep");
    }
    elements++;
    if (elements > StrictJson.MAX_TOKENS) {
      throw new UnreadableJsonException(
          JsonFault.TOO_MANY_TOKENS, "it has more than " + StrictJson.MAX_TOKENS + " elements");
    }
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      object.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    StringBuilder text = new StringBuilder();
    for (int event = reader.next(); event != XMLStreamReader.END_ELEMENT; event = reader.next()) {
      switch (event) {
        case XMLStreamReader.START_ELEMENT -> {
          String name = reader.getLocalName();
          add(object, name, path + "." + name, element(reader, path + "." + name, depth + 1));
        }
        case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
            text.append(reader.getText());
        case XMLStreamReader.ENTITY_REFERENCE ->
            throw new UnreadableJsonException(JsonFault.SYNTAX, "it refers to an entity");
        default -> {
          // comments and processing instructions say nothing
        }
      }
    }
    String content = text.toString().strip();
    if (object.isEmpty()) {
      return NODES.textNode(content);
    }
    if (!content.isEmpty()) {
      object.put("#text", content);
    }
    return object;
  }

  private void add(ObjectNode parent, String name, String path, JsonNode value) {
    JsonNode there = parent.get(name);
    if (there instanceof ArrayNode list) {
      list.add(value);
    } else if (there != null) {
      parent.set(name, NODES.arrayNode().add(there).add(value));
    } else {
      parent.set(name, lists.contains(path) ? NODES.arrayNode().add(value) : value);
    }
  }
}
