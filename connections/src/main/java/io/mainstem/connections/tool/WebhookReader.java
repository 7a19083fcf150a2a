package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.tool.WebhookSpec.BodyDecoding;
import io.mainstem.connections.tool.WebhookSpec.EventFormat;
import io.mainstem.connections.tool.WebhookSpec.EventRule;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code webhook} part of a tool file. */
public final class WebhookReader {
  private static final List<String> FORMAT =
      List.of("split", "carry", "type", "dedupe", "occurredAt", "sequence", "tenant");
  private static final List<String> DECODINGS = List.of("json", "form", "form-brackets", "xml");
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);
  private static final Duration MIN_DEADLINE = Duration.ofSeconds(1);

  private final Problems problems;
  private final Collection<String> objects;

  public WebhookReader(Problems problems, Collection<String> objects) {
    this.problems = problems;
    this.objects = objects;
  }

  public WebhookSpec read(YamlNode at) {
    List<String> known = new ArrayList<>(FORMAT);
    known.addAll(
        List.of(
            "sure", "auth", "handshake", "reply", "decode", "formats", "events", "subscription"));
    at.allow(known, problems);
    return new WebhookSpec(
        Sure.read(at.get("sure"), problems),
        AuthReader.readAll(at.get("auth"), problems),
        new HandshakeReader(problems).readAll(at.get("handshake")),
        reply(at.get("reply")),
        decode(at.get("decode")),
        formats(at),
        events(at.get("events")));
  }

  private WebhookSpec.ReplyPolicy reply(YamlNode at) {
    at.allow(List.of("ok", "reject", "empty", "deadline", "rejectIsFinal"), problems);
    Duration deadline = Durations.read(at.get("deadline"), problems).orElse(DEFAULT_DEADLINE);
    if (deadline.compareTo(MIN_DEADLINE) < 0) {
      at.get("deadline").report("at least a second: the broker must have its say first", problems);
    }
    return new WebhookSpec.ReplyPolicy(
        at.get("ok").integer(200, 299, problems).orElse(200),
        at.get("reject").integer(400, 499, problems).orElse(401),
        at.get("empty").bool(problems).orElse(false),
        deadline,
        at.get("rejectIsFinal").bool(problems).orElse(false));
  }

  private BodyDecoding decode(YamlNode at) {
    if (at.isMap()) {
      at.allow(List.of("form", "base64"), problems);
      return at.get("form").isPresent()
          ? new BodyDecoding.FormField(
              at.get("form").requireText("the field that holds JSON", problems))
          : new BodyDecoding.Base64Json(AuthReader.eachPath(at.get("base64"), problems));
    }
    return switch (at.oneOf(DECODINGS, problems).orElse("json")) {
      case "form" -> new BodyDecoding.Form(false);
      case "form-brackets" -> new BodyDecoding.Form(true);
      case "xml" -> new BodyDecoding.Xml();
      default -> new BodyDecoding.Json();
    };
  }

  /** What a format does not say, the section itself says for all of them. */
  private List<EventFormat> formats(YamlNode at) {
    YamlNode formats = at.get("formats");
    if (!formats.isPresent()) {
      return List.of(format(at, at));
    }
    List<EventFormat> read = new ArrayList<>();
    for (YamlNode format : formats.items()) {
      format.allow(FORMAT, problems);
      read.add(format(format, at));
    }
    return read;
  }

  private EventFormat format(YamlNode own, YamlNode common) {
    YamlNode occurredAt = either(own, common, "occurredAt");
    YamlNode sequence = either(own, common, "sequence");
    return new EventFormat(
        split(either(own, common, "split")),
        either(own, common, "carry").texts(problems),
        sources(either(own, common, "type")),
        sources(either(own, common, "dedupe")),
        occurredAt.isPresent() ? Source.read(occurredAt, problems) : null,
        sequence.isPresent() ? Source.read(sequence, problems) : null,
        tenant(either(own, common, "tenant")));
  }

  private static YamlNode either(YamlNode own, YamlNode common, String key) {
    return own.get(key).isPresent() ? own.get(key) : common.get(key);
  }

  private EachPath split(YamlNode at) {
    String text = at.text().orElse("");
    if (!EachPath.isPath(text)) {
      at.report("a path such as events[] or a[].b.c[]", problems);
      return EachPath.of("");
    }
    return EachPath.of(text);
  }

  private WebhookSpec.@Nullable Tenant tenant(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("at", "setting"), problems);
    return new WebhookSpec.Tenant(
        Source.read(at.get("at"), problems),
        at.get("setting").requireText("the connection's setting it must equal", problems));
  }

  private List<Source> sources(YamlNode at) {
    if (at.items().isEmpty()) {
      at.report("a source, or a list of sources", problems);
    }
    return at.items().stream().map(item -> Source.read(item, problems)).toList();
  }

  private Map<String, List<EventRule>> events(YamlNode at) {
    Map<String, List<EventRule>> events = new LinkedHashMap<>();
    if (at.entries().isEmpty()) {
      at.report("types of events, and what they mean", problems);
    }
    at.entries()
        .forEach(
            (type, node) -> {
              int star = type.indexOf('*');
              if (star >= 0 && star < type.length() - 1) {
                problems.wrong(node, "a type, or the start of one and a * at its end");
              }
              if (node.items().isEmpty()) {
                node.report("a rule, or a list of rules", problems);
              }
              events.put(
                  type.toLowerCase(Locale.ROOT), node.items().stream().map(this::rule).toList());
            });
    return Collections.unmodifiableMap(events);
  }

  private EventRule rule(YamlNode at) {
    at.allow(List.of("object", "record", "ring", "into", "deleted", "ignore"), problems);
    YamlNode ignore = at.get("ignore");
    if (ignore.isPresent()) {
      if (at.entries().size() > 1) {
        at.report("ignore alone", problems);
      }
      return new EventRule.Ignore(ignore.requireText("why it is not wanted", problems));
    }
    YamlNode ring = at.get("ring");
    YamlNode record = at.get("record");
    if (ring.isPresent() == record.isPresent()) {
      at.report("either record (a fat event), ring (a thin one) or ignore: why", problems);
    }
    if (!at.get("object").isPresent()) {
      at.get("object").report("one of " + String.join(", ", objects), problems);
    }
    String object = at.get("object").oneOf(objects, problems).orElse("");
    boolean deleted = at.get("deleted").bool(problems).orElse(false);
    Source into = into(at, ring);
    return ring.isPresent()
        ? new EventRule.Ring(object, Source.read(ring, problems), deleted || into != null, into)
        : new EventRule.Whole(object, path(record), deleted);
  }

  /** Who was merged is gone, which need not be said beside it. */
  private @Nullable Source into(YamlNode rule, YamlNode ring) {
    YamlNode into = rule.get("into");
    if (!into.isPresent()) {
      return null;
    }
    if (!ring.isPresent()) {
      into.report("ring beside it: which records were merged into this one", problems);
    }
    if (rule.get("deleted").isPresent()) {
      rule.get("deleted").report("nothing beside into: who was merged is gone", problems);
    }
    return Source.read(into, problems);
  }

  private String path(YamlNode at) {
    String text = at.text().orElse("");
    if (!EachPath.isPath(text) || !EachPath.of(text).isSingle()) {
      at.report("a path: names joined by dots, or nothing for the event itself", problems);
      return "";
    }
    return text;
  }
}
