package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code webhook.subscription}. */
final class SubscriptionReader {
  private static final Duration RENEW_BEFORE = Duration.ofHours(1);

  private final Problems problems;
  private final CallReader calls;

  SubscriptionReader(Problems problems, CallReader calls) {
    this.problems = problems;
    this.calls = calls;
  }

  /** Null where there is none: people make it by hand. */
  @Nullable SubscriptionSpec read(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    at.allow(List.of("create", "read", "delete", "renew"), problems);
    YamlNode create = at.get("create");
    YamlNode renew = at.get("renew");
    List<String> keys = new ArrayList<>(CallReader.KEYS);
    keys.addAll(List.of("id", "secret", "expires", "life"));
    create.allow(keys, problems);
    renew.allow(List.of("before", "call"), problems);
    return new SubscriptionSpec(
        call(create, List.of("url", "secret", "expires")),
        ToolReader.path(create.get("id"), problems),
        path(create.get("secret")),
        path(create.get("expires")),
        Durations.read(create.get("life"), problems).orElse(null),
        at.get("read").isPresent() ? only(at.get("read")) : null,
        at.get("delete").isPresent() ? only(at.get("delete")) : null,
        Durations.read(renew.get("before"), problems).orElse(RENEW_BEFORE),
        renew.get("call").isPresent() ? only(renew.get("call")) : null);
  }

  private CallSpec only(YamlNode at) {
    at.allow(CallReader.KEYS, problems);
    return call(at, List.of("id", "url", "secret", "expires"));
  }

  private CallSpec call(YamlNode at, List<String> names) {
    return calls.read(at, names);
  }

  private @Nullable JsonPath path(YamlNode at) {
    return at.isPresent() ? ToolReader.path(at, problems) : null;
  }
}
