package io.mainstem.connections.tool;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds tool files: a workspace's own first, then those that come with the product. */
public final class Tools {
  private static final String FOLDER = "tools";
  private static final String ENDING = ".yaml";
  private static final List<String> BUILT_IN = list();

  private Tools() {}

  /** The files beside this class, in a folder while we build and in a jar afterwards. */
  private static List<String> list() {
    try {
      Path place = Path.of(Tools.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return names(place.resolve(FOLDER));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return names(jar.getPath(FOLDER));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the tool files of our own jar", e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  public static List<String> builtIn() {
    return BUILT_IN;
  }

  /** The tool named at {@code at}; empty, and a problem, where there is none. */
  public static Optional<Tool> named(YamlNode at, Path workspace, Problems problems) {
    String name = at.requireText("the name of a tool", problems);
    Optional<Tool> tool = find(name, workspace, problems);
    if (tool.isEmpty() && !name.isEmpty()) {
      problems.unknown(at, BUILT_IN);
    }
    return tool;
  }

  /** The workspace's own tool of that name, or the product's. */
  public static Optional<Tool> find(String name, Path workspace, Problems problems) {
    Path own = workspace.resolve(FOLDER).resolve(name + ENDING);
    if (name.matches("[a-z][a-z0-9-]*") && Files.isRegularFile(own)) {
      String file = FOLDER + "/" + name + ENDING;
      return Optional.of(new ToolReader(problems).read(YamlDocument.read(own, file, problems)));
    }
    return BUILT_IN.contains(name) ? Optional.of(builtIn(name, problems)) : Optional.empty();
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
