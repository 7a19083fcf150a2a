package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.tool.WebhookSpec.EventRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes a verified body apart into deliveries. */
public final class Unpacking {
  public static final int MAX_EVENTS = 1_000;

  private final Connection connection;
  private final WebhookSpec spec;

  private Unpacking(Connection connection, WebhookSpec spec) {
    this.connection = connection;
    this.spec = spec;
  }

  /** Empty where the tool has no webhooks. */
  public static Optional<Unpacking> of(Connection connection) {
    return Optional.ofNullable(connection.tool().webhook())
        .map(spec -> new Unpacking(connection, spec));
  }

  /** Every event in the body, in its order; a body without the list that belongs there is one. */
  List<Delivery> unpack(Bytes body) throws UnreadableJsonException {
    List<Delivery> deliveries = new ArrayList<>();
    for (Bytes event : StrictJson.slice(body, spec.split())) {
      deliveries.add(event(event));
    }
    return deliveries.isEmpty() && !isEmptyList(body) ? List.of(event(body)) : deliveries;
  }

  /** A heartbeat or a handshake: the list is there and holds nothing. */
  private boolean isEmptyList(Bytes body) throws UnreadableJsonException {
    JsonNode node = StrictJson.parse(body);
    for (String step : spec.split().replace("[]", "").split("\\.", -1)) {
      node = step.isEmpty() ? node : node.path(step);
    }
    return node.isArray() && node.isEmpty();
  }

  /** One event of a body; unreadable ones are unplaced too. */
  public Delivery event(Bytes event) {
    try {
      JsonNode node = StrictJson.parse(event);
      Optional<String> type =
          JsonPath.join(spec.type(), node, ".").map(text -> text.toLowerCase(Locale.ROOT));
      Optional<String> key = JsonPath.join(spec.dedupe(), node, "|");
      if (type.isEmpty() || key.isEmpty()) {
        return unplaced(
            "EVENT_SHAPE",
            event,
            "The event lacks "
                + (type.isEmpty() ? named(spec.type()) : named(spec.dedupe()))
                + ".");
      }
      if (isForeign(node)) {
        return unplaced(
            "OTHER_TENANT", event, "The event belongs to another account than this connection's.");
      }
      EventRule rule = spec.events().get(type.get());
      return rule == null
          ? unplaced(
              "UNKNOWN_EVENT",
              event,
              "The tool file has no rule for events of type '"
                  + type.get()
                  + "'. It knows "
                  + String.join(", ", spec.events().keySet())
                  + ".")
          : place(rule, event, node, "webhook|" + key.get());
    } catch (UnreadableJsonException e) {
      return unplaced("EVENT_SHAPE", event, "The event cannot be read: " + e.getMessage() + ".");
    }
  }

  private Delivery place(EventRule rule, Bytes event, JsonNode node, String key)
      throws UnreadableJsonException {
    Optional<Instant> occurredAt =
        Optional.ofNullable(spec.occurredAt())
            .flatMap(path -> path.text(node))
            .flatMap(Snapshots::time);
    if (rule.ring() != null) {
      return rule.ring()
          .text(node)
          .<Delivery>map(
              id ->
                  new Delivery.Ring(
                      rule.object(), id, occurredAt.orElse(null), rule.deleted(), key))
          .orElseGet(() -> unplaced("EVENT_SHAPE", event, "The event lacks " + rule.ring() + "."));
    }
    List<Bytes> records = StrictJson.slice(event, rule.record() == null ? "" : rule.record());
    ObjectSpec object = connection.tool().specs().get(rule.object());
    if (records.isEmpty() || object == null) {
      return unplaced("EVENT_SHAPE", event, "The event lacks " + rule.record() + ".");
    }
    return Snapshots.of(object, records.getFirst(), occurredAt.orElse(null), key)
        .<Delivery>map(snapshot -> snapshot)
        .orElseGet(
            () -> unplaced("EVENT_SHAPE", event, "The record lacks its id or a readable version."));
  }

  private boolean isForeign(JsonNode event) {
    if (spec.tenant() == null || spec.tenantSetting() == null) {
      return false;
    }
    String ours = connection.settings().get(spec.tenantSetting());
    return ours != null
        && spec.tenant().text(event).filter(theirs -> !theirs.equalsIgnoreCase(ours)).isPresent();
  }

  private static Delivery unplaced(String code, Bytes event, String cause) {
    return new Delivery.Unplaced(code, cause, event, "unplaced|" + Snapshots.hash(event));
  }

  private static String named(List<JsonPath> paths) {
    return paths.stream().map(JsonPath::toString).collect(Collectors.joining(" or "));
  }
}
