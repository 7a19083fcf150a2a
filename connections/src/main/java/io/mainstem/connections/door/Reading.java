package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.json.Part;
import io.mainstem.connections.tool.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads values of one event by their sources.
 *
 * @param received when it came
 * @param body what encloses the events
 */
record Reading(WebhookRequest request, Instant received, JsonNode body, Part event) {
  private static final Part NOTHING =
      new Part(Bytes.EMPTY, MissingNode.getInstance(), Map.of(), false);

  /** Of the head alone. */
  static Reading of(WebhookRequest request) {
    return new Reading(request, Instant.EPOCH, MissingNode.getInstance(), NOTHING);
  }

  /** Every value there; none where there is none. */
  List<String> texts(Source source) {
    return switch (source) {
      case Source.InEvent(EachPath path) -> path.texts(event.node());
      case Source.InBody(EachPath path) -> path.texts(body);
      case Source.InHeader(String name) -> filled(request.header(name));
      case Source.InQuery(String name) -> filled(request.parameter(name));
      case Source.Carried(String name) ->
          Optional.ofNullable(event.carried().get(name)).stream().toList();
      case Source.Hash() -> List.of(Snapshots.hash(event.bytes()));
      case Source.FirstOf(List<Source> sources) ->
          sources.stream()
              .map(this::texts)
              .filter(found -> !found.isEmpty())
              .findFirst()
              .orElse(List.of());
    };
  }

  Optional<String> text(Source source) {
    return texts(source).stream().findFirst();
  }

  private static List<String> filled(List<String> values) {
    return values.stream().filter(value -> !value.isEmpty()).toList();
  }
}
