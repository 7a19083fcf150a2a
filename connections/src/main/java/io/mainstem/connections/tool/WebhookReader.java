package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code webhook} part of a tool file. */
final class WebhookReader {
  private final Problems problems;
  private final Collection<String> objects;

  WebhookReader(Problems problems, Collection<String> objects) {
    this.problems = problems;
    this.objects = objects;
  }

  WebhookSpec read(YamlNode at) {
    at.allow(
        List.of(
            "auth",
            "reply",
            "handshake",
            "split",
            "type",
            "dedupe",
            "occurredAt",
            "tenant",
            "subscription",
            "events"),
        problems);
    YamlNode tenant = at.get("tenant");
    tenant.allow(List.of("at", "setting"), problems);
    return new WebhookSpec(
        AuthReader.read(at.get("auth"), problems),
        reply(at.get("reply")),
        handshake(at.get("handshake")),
        at.get("split").text().orElse(""),
        paths(at.get("type")),
        paths(at.get("dedupe")),
        at.get("occurredAt").isPresent() ? ToolReader.path(at.get("occurredAt"), problems) : null,
        tenant.isPresent() ? ToolReader.path(tenant.get("at"), problems) : null,
        tenant.get("setting").text().orElse(null),
        events(at.get("events")));
  }

  private WebhookSpec.ReplyPolicy reply(YamlNode at) {
    at.allow(List.of("ok", "reject"), problems);
    return new WebhookSpec.ReplyPolicy(
        at.get("ok").integer(200, 299, problems).orElse(200),
        at.get("reject").integer(400, 499, problems).orElse(401));
  }

  private WebhookSpec.@Nullable Echo handshake(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("kind", "match", "value", "field"), problems);
    String kind = at.get("kind").oneOf(List.of("signed-status", "echo-body"), problems).orElse("");
    return kind.equals("echo-body")
        ? new WebhookSpec.Echo(
            ToolReader.path(at.get("match"), problems),
            at.get("value").requireText("the value to look for", problems),
            ToolReader.path(at.get("field"), problems))
        : null;
  }

  private List<JsonPath> paths(YamlNode at) {
    if (!at.isPresent()) {
      at.report("a path, or a list of paths", problems);
    }
    return at.items().stream().map(item -> ToolReader.path(item, problems)).toList();
  }

  private Map<String, WebhookSpec.EventRule> events(YamlNode at) {
    Map<String, WebhookSpec.EventRule> events = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (type, node) -> {
              node.allow(List.of("object", "record", "ring", "deleted"), problems);
              YamlNode ring = node.get("ring");
              if (ring.isPresent() == node.get("record").isPresent()) {
                node.report("either record (a fat event) or ring (a thin one)", problems);
              }
              events.put(
                  type.toLowerCase(Locale.ROOT),
                  new WebhookSpec.EventRule(
                      node.get("object").oneOf(objects, problems).orElse(""),
                      node.get("record").text().orElse(null),
                      ring.isPresent() ? ToolReader.path(ring, problems) : null,
                      node.get("deleted").bool(problems).orElse(false)));
            });
    return events;
  }
}
