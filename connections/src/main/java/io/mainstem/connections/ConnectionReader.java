package io.mainstem.connections;

import io.mainstem.connections.expression.Business;
import io.mainstem.connections.http.Holes;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.tool.WebhookSpec;
import io.mainstem.connections.write.WritePlan;
import io.mainstem.connections.yaml.Durations;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one file of {@code connections/}. */
final class ConnectionReader {
  private static final String PUBLIC_BASE = "http://127.0.0.1:8081";

  private final Path folder;
  private final Variables variables;
  private final Business business;
  private final Problems problems;
  private final Set<String> missing = new LinkedHashSet<>();

  ConnectionReader(Path folder, Variables variables, Business business, Problems problems) {
    this.folder = folder;
    this.variables = variables;
    this.business = business;
    this.problems = problems;
  }

  /** Empty, and a problem, where its tool is not known. */
  Optional<Connection> read(String name, YamlNode at, @Nullable String publicBase) {
    missing.clear();
    at.allow(
        List.of(
            "tool",
            "api",
            "token",
            "publicUrl",
            "webhookSecrets",
            "secrets",
            "settings",
            "database",
            "files",
            "polling",
            "pace",
            "subscribe"),
        problems);
    if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
      problems.add(
          new Problem(at.file(), 0, "", name, "a name of small letters, digits and dashes", null));
    }
    Optional<Tool> tool = Tools.named(at.get("tool"), folder, problems);
    if (tool.isEmpty()) {
      return Optional.empty();
    }
    Mapper.check(tool.get(), business, problems);
    WritePlan.check(tool.get(), problems);
    URI publicUrl =
        at.get("publicUrl").isPresent()
            ? address(at.get("publicUrl"), text(at.get("publicUrl")))
            : URI.create(base(publicBase) + "/webhooks/" + name);
    declared(at, tool.get());
    Map<String, Secret> secrets = secrets(at.get("secrets"));
    Map<String, String> settings = settings(at.get("settings"));
    if (at.get("pace").isPresent()) {
      settings.put("pace", text(at.get("pace")));
    }
    return Optional.of(
        new Connection(
            name,
            tool.get(),
            api(at.get("api"), tool.get(), settings),
            publicUrl,
            webhookSecrets(at.get("webhookSecrets"), tool.get(), at),
            secrets,
            settings,
            database(name, at.get("database"), tool.get(), at),
            files(at.get("files"), tool.get(), at),
            options(at),
            List.copyOf(missing)));
  }

  private static String base(@Nullable String publicBase) {
    return publicBase == null || publicBase.isBlank()
        ? PUBLIC_BASE
        : publicBase.replaceAll("/+$", "");
  }

  /** Null where it is known only once there is a token. */
  private @Nullable URI api(YamlNode at, Tool tool, Map<String, String> settings) {
    if (tool.api() == null) {
      return null;
    }
    if (at.isPresent()) {
      return address(at, text(at));
    }
    String base =
        Holes.fill(
            tool.api().base(),
            hole ->
                hole.startsWith("setting.")
                    ? settings.getOrDefault(hole.substring("setting.".length()), "unset")
                    : null);
    return base.contains("{") ? null : address(at, base);
  }

  private Connection.Options options(YamlNode at) {
    YamlNode polling = at.get("polling");
    String said = polling.isPresent() ? text(polling) : "on";
    Optional<Duration> every = Durations.parse(said);
    if (every.isEmpty() && !List.of("on", "off", "true", "false", "").contains(said)) {
      problems.wrong(polling, "on, off, or how often, such as 30s");
    }
    YamlNode token = at.get("token");
    return new Connection.Options(
        !said.equals("off") && !said.equals("false"),
        every.orElse(null),
        at.get("subscribe").bool(problems).orElse(false),
        token.isPresent() ? address(token, text(token)) : null);
  }

  private URI address(YamlNode at, String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through: said below
    }
    problems.wrong(at, "an address that starts with https:// or http://");
    return URI.create(PUBLIC_BASE);
  }

  private List<Secret> webhookSecrets(YamlNode at, Tool tool, YamlNode parent) {
    WebhookSpec webhook = tool.webhook();
    if (webhook == null) {
      if (!at.items().isEmpty()) {
        problems.wrong(at, "nothing: " + tool.title() + " sends no webhooks");
      }
    } else if (webhook.needsSecret() && !webhook.learnsSecret() && !at.isPresent()) {
      problems.missing(
          parent, "webhookSecrets", "the secrets that sign its webhooks, or [] to let none in");
    }
    List<Secret> secrets = new ArrayList<>();
    Set<String> unset = new LinkedHashSet<>();
    for (YamlNode item : at.items()) {
      Variables.Filled filled = variables.fill(item, problems);
      if (filled.missing().isEmpty() && !filled.text().isBlank()) {
        secrets.add(new Secret(filled.text()));
      }
      unset.addAll(filled.missing());
    }
    if (secrets.isEmpty()) {
      missing.addAll(unset);
    }
    return secrets;
  }

  /**
   * Every secret by which its API is asked has to be named; one whose variable is not set leaves
   * the connection not configured.
   */
  private void declared(YamlNode at, Tool tool) {
    if (tool.api() == null) {
      return;
    }
    Set<String> named = at.get("secrets").entries().keySet();
    tool.api().ways().stream()
        .map(
            way ->
                way.secrets().stream()
                    .filter(name -> !named.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new)))
        .min(Comparator.comparingInt(Set::size))
        .ifPresent(
            lacking ->
                lacking.forEach(
                    name ->
                        problems.missing(
                            at,
                            "secrets." + name,
                            "a secret that the API of " + tool.title() + " is asked with")));
  }

  private Map<String, Secret> secrets(YamlNode at) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (name, node) -> {
              String value = text(node);
              if (!value.isBlank()) {
                secrets.put(name, new Secret(value));
              }
            });
    return secrets;
  }

  private Map<String, String> settings(YamlNode at) {
    Map<String, String> settings = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (name, node) -> {
              String value = text(node);
              if (!value.isBlank()) {
                settings.put(name, value);
              }
            });
    return settings;
  }

  private Connection.@Nullable Database database(
      String name, YamlNode at, Tool tool, YamlNode parent) {
    if (!tool.isDatabase()) {
      if (at.isPresent()) {
        problems.wrong(at, "nothing: " + tool.title() + " is no database");
      }
      return null;
    }
    if (!at.isPresent()) {
      problems.missing(parent, "database", "url, user and password");
      return null;
    }
    at.allow(List.of("url", "user", "password", "slot"), problems);
    return new Connection.Database(
        text(at.get("url")),
        text(at.get("user")),
        text(at.get("password")),
        at.get("slot").text().orElse("mainstem_" + name.replace('-', '_')));
  }

  private Connection.@Nullable Files files(YamlNode at, Tool tool, YamlNode parent) {
    if (!tool.hasFiles()) {
      if (at.isPresent()) {
        problems.wrong(at, "nothing: " + tool.title() + " has no files");
      }
      return null;
    }
    at.allow(List.of("folder", "keep", "settle"), problems);
    boolean watched = at.get("folder").isPresent();
    if (!watched && !parent.get("secrets").get("upload").isPresent()) {
      problems.missing(
          parent, "files", "a folder to watch, or secrets.upload for those who upload files");
    }
    String place = watched ? text(at.get("folder")) : "";
    return new Connection.Files(
        place.isBlank() ? null : folder.resolve(place).normalize(),
        at.get("keep").bool(problems).orElse(false),
        Durations.read(at.get("settle"), problems).orElse(Connection.Files.SETTLE));
  }

  private String text(YamlNode at) {
    Variables.Filled filled = variables.fill(at, problems);
    missing.addAll(filled.missing());
    return filled.missing().isEmpty() ? filled.text() : "";
  }
}
