package io.mainstem.connections.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends to say who it is, where its tool gives tokens for that. Never printed.
 *
 * @param value the token
 * @param kept fields of the token answer that addresses and texts may name
 * @param expiresAt null where nobody said
 */
public record AccessToken(String value, Map<String, String> kept, @Nullable Instant expiresAt) {
  /** For tools that need none. */
  public static final AccessToken NONE = new AccessToken("", Map.of(), null);

  public AccessToken {
    kept = Map.copyOf(kept);
  }

  /** As text, to be sealed and kept. */
  public String write() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("value", value);
    if (expiresAt != null) {
      node.put("expiresAt", expiresAt.toString());
    }
    ObjectNode fields = node.putObject("kept");
    kept.forEach(fields::put);
    return node.toString();
  }

  /**
   * The same again.
   *
   * @throws IllegalArgumentException if it is not what {@link #write} wrote
   */
  public static AccessToken read(String text) {
    try {
      JsonNode node = StrictJson.parse(Bytes.utf8(text));
      Map<String, String> kept = new LinkedHashMap<>();
      node.path("kept")
          .properties()
          .forEach(entry -> kept.put(entry.getKey(), entry.getValue().asText()));
      String expires = node.path("expiresAt").asText();
      return new AccessToken(
          node.path("value").asText(), kept, expires.isEmpty() ? null : Instant.parse(expires));
    } catch (UnreadableJsonException | DateTimeParseException e) {
      throw new IllegalArgumentException("token: not what was kept", e);
    }
  }

  @Override
  public String toString() {
    return "***, until " + expiresAt;
  }
}
