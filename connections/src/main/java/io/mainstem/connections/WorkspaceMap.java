package io.mainstem.connections;

import io.mainstem.connections.flows.Flow;
import io.mainstem.connections.tool.FragmentSpec;
import io.mainstem.schemas.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workspace's data-flow map as SVG: systems on the left, the entities they speak of in the
 * middle, what flows write on the right. A thick line is the system of record, a thin one a copy.
 */
public final class WorkspaceMap {
  private static final int WIDTH = 1_000;
  private static final int BOX_WIDTH = 200;
  private static final int BOX_HEIGHT = 40;
  private static final int GAP = 16;
  private static final int TOP = 90;
  private static final List<Integer> COLUMNS = List.of(40, 400, 760);

  private final Workspace workspace;
  private final StringBuilder svg = new StringBuilder();

  private WorkspaceMap(Workspace workspace) {
    this.workspace = workspace;
  }

  /** A whole SVG document. */
  public static String of(Workspace workspace) {
    return new WorkspaceMap(workspace).draw();
  }

  private record Box(int column, int row, String title, String note) {
    int left() {
      return COLUMNS.get(column);
    }

    int top() {
      return TOP + row * (BOX_HEIGHT + GAP);
    }

    int middle() {
      return top() + BOX_HEIGHT / 2;
    }
  }

  private String draw() {
    Map<String, Box> systems = new LinkedHashMap<>();
    workspace
        .connections()
        .values()
        .forEach(
            connection ->
                systems.put(
                    connection.name(),
                    new Box(0, systems.size(), connection.name(), connection.tool().title())));
    Map<String, Set<String>> speakers = speakers();
    Map<String, Box> entities = new LinkedHashMap<>();
    speakers.forEach(
        (entity, speaking) ->
            entities.put(
                entity, new Box(1, entities.size(), entity, "owner: " + owner(entity, speaking))));
    Map<String, Box> flows = new LinkedHashMap<>();
    workspace
        .flows()
        .flows()
        .forEach(flow -> flows.put(flow.name(), new Box(2, flows.size(), flow.name(), note(flow))));

    int rows = Math.max(systems.size(), Math.max(entities.size(), flows.size()));
    open(TOP + rows * (BOX_HEIGHT + GAP) + 40);
    speakers.forEach(
        (entity, speaking) ->
            speaking.forEach(
                system ->
                    line(
                        systems.get(system),
                        entities.get(entity),
                        system.equals(owner(entity, speaking)) ? "owner" : "copy")));
    for (Flow flow : workspace.flows().flows()) {
      line(entities.get(flow.subject()), flows.get(flow.name()), "flow");
    }
    systems.values().forEach(this::box);
    entities.values().forEach(this::box);
    flows.values().forEach(this::box);
    return svg.append("</svg>\n").toString();
  }

  private static String note(Flow flow) {
    return "writes to " + flow.connection();
  }

  private String owner(String entity, Set<String> speaking) {
    return workspace.authority().order(entity, "").stream()
        .filter(speaking::contains)
        .findFirst()
        .orElse("");
  }

  /** Entity to the connections that speak of it, masters first. */
  private Map<String, Set<String>> speakers() {
    Map<String, Set<String>> speakers = new LinkedHashMap<>();
    for (Connection connection : workspace.connections().values()) {
      connection.tool().specs().values().stream()
          .flatMap(spec -> spec.fragments().stream())
          .map(FragmentSpec::entity)
          .map(EntityType::name)
          .forEach(
              entity ->
                  speakers
                      .computeIfAbsent(entity, e -> new LinkedHashSet<>())
                      .add(connection.name()));
    }
    return speakers;
  }

  private void open(int height) {
    add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" role="img">
        <title>%s: what flows where</title>
        <style>
          rect {fill: #fff; stroke: #94a3b8} text {fill: #0f172a; font-size: 14px} .note {fill: #64748b; font-size: 11px}
          path {fill: none; stroke: #94a3b8} .owner {stroke: #0f766e; stroke-width: 2.5} .copy {stroke-dasharray: 3 3}
          .flow {stroke: #b45309; stroke-width: 1.5} .head {font-weight: 600} .title {font-size: 18px; font-weight: 600}
        </style>
        <rect width="100%%" height="100%%" style="fill: #f8fafc; stroke: none"/>
        <text class="title" x="40" y="36">%s</text>
        """,
        WIDTH, height, escape(workspace.title()), escape(workspace.title()));
    List<String> heads = new ArrayList<>(List.of("Systems", "Entities", "Flows"));
    for (int column = 0; column < heads.size(); column++) {
      add(
          "<text class=\"head\" x=\"%d\" y=\"70\">%s</text>\n",
          COLUMNS.get(column), heads.get(column));
    }
    add(
        "<text class=\"note\" x=\"40\" y=\"%d\">solid green: system of record · dashed: copy ·"
            + " amber: written back</text>\n",
        height - 14);
  }

  private void box(Box box) {
    add(
        """
        <rect x="%d" y="%d" width="%d" height="%d" rx="8"/>
        <text x="%d" y="%d">%s</text><text class="note" x="%d" y="%d">%s</text>
        """,
        box.left(),
        box.top(),
        BOX_WIDTH,
        BOX_HEIGHT,
        box.left() + 12,
        box.top() + 17,
        escape(box.title()),
        box.left() + 12,
        box.top() + 32,
        escape(box.note()));
  }

  private void line(@Nullable Box from, @Nullable Box to, String kind) {
    if (from == null || to == null) {
      return; // an insight is about no entity of the map
    }
    int start = from.left() + BOX_WIDTH;
    int bend = (to.left() - start) / 2;
    add(
        "<path class=\"%s\" d=\"M%d %d C%d %d %d %d %d %d\"/>\n",
        kind,
        start,
        from.middle(),
        start + bend,
        from.middle(),
        to.left() - bend,
        to.middle(),
        to.left(),
        to.middle());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @com.google.errorprone.annotations.FormatMethod
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
