package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.JsonFault;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.tool.WebhookSpec.BodyDecoding;
import java.util.Base64;
import java.util.List;

/**
 * Makes JSON of a body, by what the tool file says: a {@code Content-Type} may lie. Whatever the
 * form, the result passes the same parser and its limits.
 */
final class Decoder {
  private Decoder() {}

  static Decoded decode(WebhookSpec spec, Bytes body) throws UnreadableJsonException {
    return switch (spec.decode()) {
      case BodyDecoding.Json _ -> whole(body);
      case BodyDecoding.Form(boolean brackets) -> whole(Form.json(body, brackets));
      case BodyDecoding.FormField(String name) -> field(name, body);
      case BodyDecoding.Base64Json(EachPath at) -> base64(at, body);
      case BodyDecoding.Xml _ ->
          whole(
              XmlJson.json(
                  body, spec.formats().stream().map(WebhookSpec.EventFormat::split).toList()));
    };
  }

  private static Decoded whole(Bytes json) throws UnreadableJsonException {
    return new Decoded(json, StrictJson.parse(json));
  }

  private static Decoded field(String name, Bytes body) throws UnreadableJsonException {
    JsonNode form = StrictJson.parse(Form.json(body, false));
    String value = form.path(name).asText();
    if (value.isEmpty()) {
      throw new UnreadableJsonException(
          JsonFault.SYNTAX, "the form has no field '" + name + "' with JSON in it");
    }
    return new Decoded(Bytes.utf8(value), form);
  }

  private static Decoded base64(EachPath at, Bytes body) throws UnreadableJsonException {
    JsonNode outer = StrictJson.parse(body);
    List<String> found = at.texts(outer);
    if (found.size() != 1) {
      throw new UnreadableJsonException(JsonFault.SYNTAX, "it has no base64 text at '" + at + "'");
    }
    try {
      return new Decoded(Bytes.of(Base64.getMimeDecoder().decode(found.getFirst())), outer);
    } catch (IllegalArgumentException e) {
      throw new UnreadableJsonException(
          JsonFault.SYNTAX, "what stands at '" + at + "' is not base64");
    }
  }
}
