package io.mainstem.connections.door;

import io.mainstem.connections.Connection;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.Part;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.tool.Source;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.tool.WebhookSpec.EventFormat;
import io.mainstem.connections.tool.WebhookSpec.EventRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a verified body apart into deliveries. */
public final class Unpacking {
  public static final int MAX_EVENTS = 1_000;

  static final String EVENT_SHAPE = "EVENT_SHAPE";
  static final String OTHER_TENANT = "OTHER_TENANT";
  static final String UNKNOWN_EVENT = "UNKNOWN_EVENT";

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

  /** Every event in the body, in its order; what is not where an event belongs is unplaced. */
  List<Delivery> unpack(WebhookRequest request, Instant now) throws UnreadableJsonException {
    Decoded decoded = Decoder.decode(spec, request.body());
    Format format = format(decoded, request, now);
    List<Delivery> deliveries = new ArrayList<>();
    for (Part part : format.parts()) {
      deliveries.addAll(event(format.spec(), new Reading(request, now, decoded.body(), part)));
    }
    return deliveries;
  }

  /** Why bytes that were kept as unplaced had no place, told again without the request. */
  public Optional<String> cause(Bytes event) {
    try {
      Part part = new Part(event, StrictJson.parse(event), Map.of(), true);
      WebhookRequest request = new WebhookRequest("POST", Map.of(), event);
      return event(
              spec.formats().getFirst(), new Reading(request, Instant.EPOCH, part.node(), part))
          .stream()
          .filter(Delivery.Unplaced.class::isInstance)
          .map(delivery -> ((Delivery.Unplaced) delivery).cause())
          .findFirst();
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }

  private record Format(EventFormat spec, List<Part> parts) {}

  /** The first format that finds its events, and knows the type of the first of them. */
  private Format format(Decoded decoded, WebhookRequest request, Instant now)
      throws UnreadableJsonException {
    List<Format> formats = new ArrayList<>();
    for (EventFormat format : spec.formats()) {
      formats.add(
          new Format(format, StrictJson.split(decoded.events(), format.split(), format.carry())));
    }
    return formats.stream()
        .filter(format -> fits(format, decoded, request, now))
        .findFirst()
        .orElse(formats.getFirst());
  }

  private static boolean fits(Format format, Decoded decoded, WebhookRequest request, Instant now) {
    if (format.parts().isEmpty()) {
      return true; // the list is there and empty
    }
    Part first = format.parts().getFirst();
    return first.whole()
        && type(format.spec(), new Reading(request, now, decoded.body(), first)) != null;
  }

  private static @Nullable String type(EventFormat format, Reading event) {
    String type =
        format.type().stream()
            .map(event::text)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("."))
            .toLowerCase(Locale.ROOT);
    return type.isEmpty() ? null : type;
  }

  private static Optional<String> key(EventFormat format, Reading event) {
    List<String> parts = new ArrayList<>();
    for (Source source : format.dedupe()) {
      Optional<String> part = event.text(source);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(String.join("|", parts));
  }

  /** One event of a body; one with several rules is several deliveries. */
  private List<Delivery> event(EventFormat format, Reading event) {
    String type = type(format, event);
    Optional<String> key = key(format, event);
    if (!event.event().whole()) {
      return unplaced(EVENT_SHAPE, event, "The delivery lacks " + format.split() + ".");
    }
    if (type == null || key.isEmpty()) {
      return unplaced(
          EVENT_SHAPE,
          event,
          "The event lacks " + named(type == null ? format.type() : format.dedupe()) + ".");
    }
    if (isForeign(format, event)) {
      return unplaced(
          OTHER_TENANT, event, "The event belongs to another account than this connection's.");
    }
    List<EventRule> rules = spec.rules(type);
    if (rules.isEmpty()) {
      return unplaced(
          UNKNOWN_EVENT,
          event,
          "The tool file has no rule for events of type '"
              + type
              + "'. It knows "
              + String.join(", ", spec.events().keySet())
              + ".");
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (EventRule rule : rules) {
      deliveries.addAll(place(rule, format, event, numbered("webhook|" + key.get(), deliveries)));
    }
    return deliveries;
  }

  /** The first delivery of an event has the event's key; further ones are told apart. */
  private static String numbered(String key, List<Delivery> before) {
    return before.isEmpty() ? key : key + "|" + before.size();
  }

  private List<Delivery> place(EventRule rule, EventFormat format, Reading event, String key) {
    Instant occurredAt =
        Optional.ofNullable(format.occurredAt())
            .flatMap(event::text)
            .flatMap(Snapshots::time)
            .orElse(null);
    return switch (rule) {
      case EventRule.Ignore(String why) ->
          List.of(new Delivery.Ignored(why, event.event().bytes(), key));
      case EventRule.Ring ring -> rings(ring, event, occurredAt, key);
      case EventRule.Whole whole -> whole(whole, format, event, occurredAt, key);
    };
  }

  private static List<Delivery> rings(
      EventRule.Ring rule, Reading event, @Nullable Instant occurredAt, String key) {
    List<String> ids = event.texts(rule.id()).stream().distinct().toList();
    if (ids.isEmpty()) {
      return unplaced(EVENT_SHAPE, event, "The event lacks " + rule.id() + ".");
    }
    List<Delivery> rings = new ArrayList<>();
    String survivor = null;
    if (rule.into() != null) {
      survivor = event.text(rule.into()).orElse(null);
      if (survivor == null) {
        return unplaced(EVENT_SHAPE, event, "The event lacks " + rule.into() + ".");
      }
      rings.add(new Delivery.Ring(rule.object(), survivor, occurredAt, false, key));
    }
    for (String id : ids) {
      if (!id.equals(survivor)) {
        rings.add(
            new Delivery.Ring(
                rule.object(), id, occurredAt, rule.deleted(), numbered(key, rings), survivor));
      }
    }
    return rings;
  }

  private List<Delivery> whole(
      EventRule.Whole rule,
      EventFormat format,
      Reading event,
      @Nullable Instant occurredAt,
      String key) {
    ObjectSpec object = Objects.requireNonNull(connection.tool().specs().get(rule.object()));
    try {
      List<Bytes> records = StrictJson.slice(event.event().bytes(), rule.record());
      if (records.isEmpty()) {
        return unplaced(
            EVENT_SHAPE, event, "The event lacks the record at '" + rule.record() + "'.");
      }
      Optional<Delivery.Snapshot> snapshot =
          Snapshots.of(
              object, records.getFirst(), fallback(format, event, occurredAt), rule.deleted(), key);
      return snapshot
          .<List<Delivery>>map(List::of)
          .orElseGet(
              () -> unplaced(EVENT_SHAPE, event, "The record lacks its id or a readable version."));
    } catch (UnreadableJsonException e) {
      return unplaced(EVENT_SHAPE, event, "The event cannot be read: " + e.getMessage() + ".");
    }
  }

  /** Where a record carries no version: the event's sequence, else its time, else its arrival. */
  private static Snapshots.Fallback fallback(
      EventFormat format, Reading event, @Nullable Instant occurredAt) {
    String text = Optional.ofNullable(format.sequence()).flatMap(event::text).orElse("");
    if (text.matches("[0-9]{1,18}")) {
      return new Snapshots.Fallback(occurredAt, Long.valueOf(text));
    }
    Instant at = occurredAt == null ? event.received() : occurredAt;
    return new Snapshots.Fallback(occurredAt, Snapshots.micros(Snapshots.time(text).orElse(at)));
  }

  private boolean isForeign(EventFormat format, Reading event) {
    WebhookSpec.Tenant tenant = format.tenant();
    if (tenant == null) {
      return false;
    }
    String ours = connection.settings().get(tenant.setting());
    return ours != null
        && event.text(tenant.at()).filter(theirs -> !theirs.equalsIgnoreCase(ours)).isPresent();
  }

  private static List<Delivery> unplaced(String code, Reading event, String cause) {
    Bytes bytes = event.event().bytes();
    return List.of(new Delivery.Unplaced(code, cause, bytes, "unplaced|" + Snapshots.hash(bytes)));
  }

  private static String named(List<Source> sources) {
    return sources.stream().map(Source::toString).collect(Collectors.joining(" or "));
  }
}
