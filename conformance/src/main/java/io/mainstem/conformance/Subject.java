package io.mainstem.conformance;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Secret;
import io.mainstem.connections.expression.Business;
import io.mainstem.connections.tool.Tool;
import java.net.URI;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tool with its samples, connected to nobody. */
record Subject(Tool tool, Samples samples, Doors doors) {
  static final Instant NOW = Instant.parse("2026-03-07T12:00:00Z");
  static final Business BUSINESS =
      new Business("GBP", "GB", ZoneId.of("Europe/London"), LocalTime.of(4, 0));

  String url() {
    return "https://hooks.example.com/webhooks/" + tool.name();
  }

  /** A connection whose webhooks are signed with these secrets. */
  Connection connection(List<String> secrets) {
    return connection(url(), secrets, samples.settings());
  }

  Connection connection(String url, List<String> secrets, Map<String, String> settings) {
    return new Connection(
        tool.name(),
        tool,
        tool.api() == null ? null : URI.create("https://api.example.com"),
        URI.create(url),
        secrets.stream().map(Secret::new).toList(),
        Map.of(),
        settings,
        null,
        null,
        Connection.Options.DEFAULT,
        List.of());
  }

  /** The samples' settings with another value for each of the named ones. */
  Map<String, String> foreign(List<String> names) {
    Map<String, String> settings = new HashMap<>(samples.settings());
    names.forEach(name -> settings.put(name, "another-account"));
    return settings;
  }
}
