package io.mainstem.simulators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Kind.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of record that are only kept and shown, and of which webhooks tell only where it says
 * {@code told}: {@code invented/<tool>.json} names them, with the id and the text of the n-th. In
 * its texts {@code {n}} is the number, {@code {n:06}} the same with zeros before it, {@code
 * {name}}, {@code {email}} and so on the n-th person's, {@code {uuid:word}} an id made of word and
 * number, {@code {uuid:word@1}} that of the first; a text that begins with {@code =} is a number.
 */
public final class Invented {
  private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(?::([^{}@]*)(?:@(\\d+))?)?}");

  private Invented() {}

  /** Those of a tool; all are stamped alike. */
  public static List<Kind> kinds(String tool, Stamp stamp) {
    List<Kind> kinds = new ArrayList<>();
    for (var kind : file(tool).properties()) {
      String id = kind.getValue().path("id").asText();
      JsonNode record = kind.getValue().path("record");
      boolean told = kind.getValue().path("told").asBoolean();
      kinds.add(
          new Kind(
              kind.getKey(), n -> text(id, n), n -> (ObjectNode) filled(record, n), stamp, told));
    }
    return kinds;
  }

  private static JsonNode file(String tool) {
    String name = "/invented/" + tool + ".json";
    try (InputStream in = Invented.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("invented: " + name + " (expected: a resource)");
      }
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .orElseThrow(() -> new IllegalArgumentException("invented: " + name + " is no JSON"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode filled(JsonNode node, long n) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode filled = Json.object();
        object.properties().forEach(it -> filled.set(it.getKey(), filled(it.getValue(), n)));
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = Json.array();
        array.forEach(it -> filled.add(filled(it, n)));
        yield filled;
      }
      default -> node.isTextual() ? leaf(text(node.asText(), n)) : node;
    };
  }

  private static JsonNode leaf(String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (!text.startsWith("=")) {
      return nodes.textNode(text);
    }
    BigDecimal number = new BigDecimal(text.substring(1));
    return number.scale() == 0
        ? nodes.numberNode(number.longValueExact())
        : nodes.numberNode(number);
  }

  private static String text(String template, long n) {
    return HOLE.matcher(template).replaceAll(hole -> hole(hole, n));
  }

  private static String hole(MatchResult hole, long n) {
    @Nullable String of = hole.group(2);
    Cast who = Cast.of(n);
    return switch (hole.group(1)) {
      case "n" -> of == null ? String.valueOf(n) : String.format(Locale.ROOT, "%" + of + "d", n);
      case "uuid" -> uuid(of + (hole.group(3) == null ? String.valueOf(n) : hole.group(3)));
      case "name" -> who.name();
      case "given" -> who.given();
      case "family" -> who.family();
      case "email" -> who.email();
      case "phone" -> who.phone();
      case "company" -> who.company();
      case "street" -> who.street();
      case "town" -> who.town();
      case "postcode" -> who.postcode();
      default -> throw new IllegalArgumentException("hole: " + hole.group());
    };
  }

  private static String uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
