package io.mainstem.connections.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML files into nodes that know their line. */
public final class YamlDocument {
  static final int MAX_FILE_CHARS = 1024 * 1024;
  static final int MAX_DEPTH = 32;

  private final String name;
  private final Problems problems;

  private YamlDocument(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * The root of the file; an absent node, and a problem, where it cannot be read. Scalars are kept
   * as written: no surprise dates, octals or booleans.
   *
   * @param name how problems call the file
   */
  public static YamlNode read(Path file, String name, Problems problems) {
    try {
      return parse(name, Files.readString(file, StandardCharsets.UTF_8), problems);
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "", "unreadable", "a readable file in UTF-8", null));
      return absent(name);
    }
  }

  public static YamlNode parse(String name, String text, Problems problems) {
    YamlDocument document = new YamlDocument(name, problems);
    try {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(MAX_FILE_CHARS);
      options.setNestingDepthLimit(MAX_DEPTH);
      options.setMaxAliasesForCollections(0);
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      return root == null ? absent(name) : document.node(root, "");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(new Problem(name, line, "", String.valueOf(e.getProblem()), "YAML", null));
    } catch (YAMLException e) {
      problems.add(new Problem(name, 0, "", String.valueOf(e.getMessage()), "YAML", null));
    }
    return absent(name);
  }

  /** What is read from a file that is not there. */
  public static YamlNode absent(String name) {
    return new YamlNode(name, 0, "", YamlNode.Kind.ABSENT, null, List.of(), Map.of());
  }

  private YamlNode node(Node node, String path) {
    int line = node.getStartMark().getLine() + 1;
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
          make(line, path, YamlNode.Kind.NULL, null, List.of(), Map.of());
      case ScalarNode scalar ->
          make(
              line,
              path,
              scalar.isPlain() ? YamlNode.Kind.SCALAR : YamlNode.Kind.QUOTED,
              scalar.getValue(),
              List.of(),
              Map.of());
      case SequenceNode list -> {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : list.getValue()) {
          items.add(node(item, path + "[" + items.size() + "]"));
        }
        yield make(line, path, YamlNode.Kind.LIST, null, List.copyOf(items), Map.of());
      }
      case MappingNode map ->
          make(line, path, YamlNode.Kind.MAP, null, List.of(), entries(map, path));
      default -> throw new YAMLException("an alias or tag that is not supported");
    };
  }

  private Map<String, YamlNode> entries(MappingNode map, String path) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      String at = path.isEmpty() ? key : path + "." + key;
      if (entries.containsKey(key)) {
        problems.add(new Problem(name, line, at, key, "each key once", null));
      }
      YamlNode value = node(tuple.getValueNode(), at);
      entries.put(key, value.isPresent() ? value : value.atLine(line));
    }
    return java.util.Collections.unmodifiableMap(entries);
  }

  private YamlNode make(
      int line,
      String path,
      YamlNode.Kind kind,
      @Nullable String text,
      List<YamlNode> items,
      Map<String, YamlNode> entries) {
    return new YamlNode(name, line, path, kind, text, items, entries);
  }
}
