package io.mainstem.connections.tool;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds tool files: a workspace's own first, then those that come with the product. */
public final class Tools {
  private static final List<String> BUILT_IN =
      List.of("hubspot", "rota", "slack", "square", "xero");

  private Tools() {}

  public static List<String> builtIn() {
    return BUILT_IN;
  }

  /** The tool named at {@code at}; empty, and a problem, where there is none. */
  public static Optional<Tool> named(YamlNode at, Path workspace, Problems problems) {
    String name = at.requireText("the name of a tool", problems);
    Path own = workspace.resolve("tools").resolve(name + ".yaml");
    if (name.matches("[a-z][a-z0-9-]*") && Files.isRegularFile(own)) {
      String file = "tools/" + name + ".yaml";
      return Optional.of(new ToolReader(problems).read(YamlDocument.read(own, file, problems)));
    }
    if (!BUILT_IN.contains(name)) {
      if (!name.isEmpty()) {
        problems.unknown(at, BUILT_IN);
      }
      return Optional.empty();
    }
    return Optional.of(builtIn(name, problems));
  }

  /**
   * A tool that comes with the product.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Tool builtIn(String name, Problems problems) {
    String resource = "/tools/" + name + ".yaml";
    try (InputStream in = Tools.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "tool: " + name + " (expected: one of " + BUILT_IN + ")");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ToolReader(problems).read(YamlDocument.parse(name + ".yaml", text, problems));
    } catch (IOException e) {
      throw new IllegalStateException("a resource of our own jar: " + resource, e);
    }
  }
}
