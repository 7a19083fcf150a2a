package io.mainstem.connections;

import io.mainstem.connections.tool.FragmentSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.connections.yaml.YamlNode;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What {@code mainstem check} prints about a workspace that is right. */
public final class WorkspaceReport {
  private static final Pattern REFERENCE = Pattern.compile("\\bref\\('([a-z-]+)'");

  private final Workspace workspace;
  private final StringBuilder text = new StringBuilder();

  private WorkspaceReport(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Connections, the data-flow map, who owns what, and hand-offs without a connection. */
  public static String of(Workspace workspace) {
    WorkspaceReport report = new WorkspaceReport(workspace);
    report.heading();
    report.connections();
    report.flowsIn();
    report.owners();
    report.gaps();
    return report.text.toString();
  }

  private void heading() {
    line(
        "%s (%s): %s, %s, trading day turns at %s",
        workspace.title(),
        workspace.name(),
        workspace.currency(),
        workspace.zone(),
        workspace.cutOff());
  }

  private void connections() {
    line("");
    line("Systems");
    workspace
        .connections()
        .values()
        .forEach(
            connection ->
                line(
                    "  %-12s %-14s %s",
                    connection.name(),
                    connection.tool().title(),
                    connection.configured()
                        ? "configured"
                        : "not configured: set " + String.join(", ", connection.missing())));
  }

  private void flowsIn() {
    line("");
    line("What flows in");
    for (Connection connection : workspace.connections().values()) {
      connection
          .tool()
          .specs()
          .forEach(
              (object, spec) ->
                  line(
                      "  %-12s %-15s ──%s──▶ %s",
                      connection.name(), object, way(connection, spec), entities(spec)));
    }
    line("");
    line("What can be written back");
    for (Connection connection : workspace.connections().values()) {
      Set<String> writes = new TreeSet<>();
      connection
          .tool()
          .writes()
          .forEach(
              (name, spec) -> {
                if (spec.changes()) {
                  writes.add(spec.atLeastOnce() ? name + " (at least once)" : name);
                }
              });
      if (!writes.isEmpty()) {
        line("  %-12s ◀── %s", connection.name(), String.join(", ", writes));
      }
    }
  }

  private static String way(Connection connection, ObjectSpec spec) {
    if (connection.tool().isDatabase()) {
      return "changes";
    }
    if (connection.tool().hasFiles()) {
      return "files";
    }
    return spec.fetch() == null ? "webhook" : "fetched";
  }

  private static String entities(ObjectSpec spec) {
    Set<String> names = new LinkedHashSet<>();
    spec.fragments().stream().map(FragmentSpec::entity).map(EntityType::name).forEach(names::add);
    return String.join(", ", names);
  }

  private void owners() {
    line("");
    line("Who owns what");
    sources()
        .forEach(
            (entity, connections) -> {
              List<String> order =
                  workspace.authority().order(entity, "").stream()
                      .filter(connections::contains)
                      .toList();
              List<String> exceptions = workspace.authority().exceptions(entity);
              line(
                  "  %-12s %s%s",
                  entity,
                  String.join(" before ", order),
                  exceptions.isEmpty() ? "" : "; " + String.join("; ", exceptions));
            });
  }

  /** Entity to the connections that speak of it. */
  private Map<String, Set<String>> sources() {
    Map<String, Set<String>> sources = new TreeMap<>();
    workspace
        .connections()
        .values()
        .forEach(
            connection ->
                connection.tool().specs().values().stream()
                    .flatMap(spec -> spec.fragments().stream())
                    .forEach(
                        fragment ->
                            sources
                                .computeIfAbsent(fragment.entity().name(), e -> new TreeSet<>())
                                .add(connection.name())));
    return sources;
  }

  /** Entities that mappings refer to. */
  private Set<String> referredTo() {
    Set<String> entities = new TreeSet<>();
    workspace.connections().values().stream()
        .flatMap(connection -> connection.tool().specs().values().stream())
        .flatMap(spec -> spec.fragments().stream())
        .forEach(fragment -> collect(fragment.at(), entities));
    return entities;
  }

  private static void collect(YamlNode at, Set<String> entities) {
    at.text()
        .ifPresent(
            text -> REFERENCE.matcher(text).results().forEach(ref -> entities.add(ref.group(1))));
    if (at.isList()) {
      at.items().forEach(item -> collect(item, entities));
    }
    at.entries().values().forEach(node -> collect(node, entities));
  }

  private void gaps() {
    List<String> gaps = new ArrayList<>();
    Map<String, Set<String>> sources = sources();
    referredTo().stream()
        .filter(entity -> !sources.containsKey(entity))
        .forEach(entity -> gaps.add(entity + ": referred to, and no connection supplies it"));
    sources.forEach(
        (entity, connections) -> {
          if (connections.size() > 1 && workspace.authority().named(entity, "").isEmpty()) {
            gaps.add(
                entity
                    + ": "
                    + String.join(" and ", connections)
                    + " both speak of it, and authority.yaml names no owner");
          }
          if (connections.size() > 1
              && Entities.named(entity).isMaster()
              && workspace.identity().strong(entity).isEmpty()) {
            gaps.add(
                entity
                    + ": "
                    + String.join(" and ", connections)
                    + " both speak of it, and identity.yaml says nothing about what makes two"
                    + " records the same");
          }
        });
    line("");
    line("Hand-offs without a connection");
    if (gaps.isEmpty()) {
      line("  none");
    }
    gaps.forEach(gap -> line("  %s", gap));
  }

  @com.google.errorprone.annotations.FormatMethod
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
