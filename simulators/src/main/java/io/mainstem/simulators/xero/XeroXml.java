package io.mainstem.simulators.xero;

import com.fasterxml.jackson.databind.JsonNode;

/** The same answer in XML, for callers that did not ask for JSON. */
final class XeroXml {
  private XeroXml() {}

  static String of(String name, JsonNode node) {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    element(text, name, node);
    return text.toString();
  }

  private static void element(StringBuilder text, String name, JsonNode node) {
    text.append('<').append(name).append('>');
    if (node.isObject()) {
      node.properties().forEach(member -> element(text, member.getKey(), member.getValue()));
    } else if (node.isArray()) {
      String item = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
      node.forEach(child -> element(text, item, child));
    } else {
      text.append(node.asText().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }
    text.append("</").append(name).append('>');
  }
}
