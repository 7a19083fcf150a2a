package io.mainstem.connections;

import io.mainstem.connections.expression.Business;
import io.mainstem.connections.expression.Expressions;
import io.mainstem.connections.flows.Flows;
import io.mainstem.connections.metrics.Metrics;
import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads every file of a workspace and collects what is wrong with any of them. */
final class WorkspaceLoader {
  private static final LocalTime DEFAULT_CUT_OFF = LocalTime.of(4, 0);
  private static final List<String> KNOWN =
      List.of(
          "workspace.yaml",
          Authority.FILE,
          Identity.FILE,
          "flows.yaml",
          "metrics.yaml",
          "access.yaml");

  private final Path folder;
  private final Map<String, Path> instead;
  private final Function<String, @Nullable String> environment;
  private final Problems problems = new Problems();

  /**
   * @param instead files to be read in place of the folder's own, by the name of those
   */
  WorkspaceLoader(
      Path folder, Map<String, Path> instead, Function<String, @Nullable String> environment) {
    this.folder = folder;
    this.instead = Map.copyOf(instead);
    this.environment = environment;
  }

  List<Problem> problems() {
    return problems.list();
  }

  /** Complete only if there are no problems. */
  Workspace read() {
    if (!Files.isDirectory(folder)) {
      problems.add(
          new Problem(folder.toString(), 0, "", "no such folder", "a workspace folder", null));
    } else {
      strangers();
    }
    YamlNode root = required("workspace.yaml");
    root.allow(List.of("name", "title", "currency", "country", "timezone", "cutOff"), problems);
    Business business =
        new Business(
            currency(root.get("currency")),
            country(root.get("country")),
            zone(root.get("timezone")),
            cutOff(root.get("cutOff")));
    Map<String, Connection> connections = connections(business);
    Expressions expressions = Expressions.of(business);
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return new Workspace(
        root.get("name").text().orElse(name),
        root.get("title").text().orElse(name),
        business.currency(),
        business.country(),
        business.zone(),
        business.cutOff(),
        connections,
        Authority.read(optional(Authority.FILE), connections.keySet(), business.zone(), problems),
        Identity.read(optional(Identity.FILE), expressions, problems),
        Access.read(optional("access.yaml"), problems),
        Metrics.read(optional("metrics.yaml"), expressions, problems),
        Flows.read(optional("flows.yaml"), connections, expressions, problems));
  }

  private Map<String, Connection> connections(Business business) {
    Map<String, Connection> connections = new TreeMap<>();
    ConnectionReader reader =
        new ConnectionReader(folder, new Variables(environment), business, problems);
    for (Path file : yamlFiles(folder.resolve("connections"))) {
      String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
      YamlNode root = YamlDocument.read(file, "connections/" + file.getFileName(), problems);
      reader
          .read(name, root, environment.apply("MAINSTEM_PUBLIC_URL"))
          .ifPresent(connection -> connections.put(name, connection));
    }
    return java.util.Collections.unmodifiableMap(connections);
  }

  private static List<Path> yamlFiles(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A file nobody reads is a mistake nobody sees. */
  private void strangers() {
    for (Path file : yamlFiles(folder)) {
      String name = file.getFileName().toString();
      if (!KNOWN.contains(name)) {
        problems.add(
            new Problem(
                name,
                0,
                "",
                name,
                "one of " + String.join(", ", KNOWN),
                io.mainstem.connections.yaml.Spelling.nearest(name, KNOWN).orElse(null)));
      }
    }
  }

  private YamlNode required(String name) {
    return YamlDocument.read(folder.resolve(name), name, problems);
  }

  private YamlNode optional(String name) {
    Path other = instead.get(name);
    if (other != null) {
      return YamlDocument.read(other, other.toString(), problems);
    }
    return Files.isRegularFile(folder.resolve(name))
        ? YamlDocument.read(folder.resolve(name), name, problems)
        : YamlDocument.absent(name);
  }

  private String currency(YamlNode at) {
    String code = at.text().orElse("");
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      at.report("a currency of ISO 4217, e.g. GBP", problems);
      return "XXX";
    }
  }

  private String country(YamlNode at) {
    String code = at.text().orElse("");
    if (!List.of(Locale.getISOCountries()).contains(code)) {
      at.report("a country of ISO 3166-1, e.g. GB", problems);
    }
    return code;
  }

  private ZoneId zone(YamlNode at) {
    try {
      return ZoneId.of(at.text().orElse(""));
    } catch (DateTimeException e) {
      at.report("a time zone such as Europe/London", problems);
      return ZoneOffset.UTC;
    }
  }

  private LocalTime cutOff(YamlNode at) {
    if (!at.isPresent()) {
      return DEFAULT_CUT_OFF;
    }
    try {
      return LocalTime.parse(at.text().orElse(""));
    } catch (DateTimeException e) {
      at.report("a time such as \"04:00\"", problems);
      return DEFAULT_CUT_OFF;
    }
  }
}
