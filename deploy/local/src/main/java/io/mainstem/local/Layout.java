package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where things are: the repository, and in it the built jars and the example businesses. */
record Layout(Path root) {

  /** The repository given by {@code -Dmainstem.root}, else the folder we were started in. */
  static Layout find() {
    @Nullable String root = System.getProperty("mainstem.root");
    return new Layout(Path.of(root == null ? "" : root).toAbsolutePath().normalize());
  }

  Path usualData() {
    return root.resolve(".mainstem/data");
  }

  Path workspace(String name) {
    Path folder = root.resolve("workspaces").resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new BackboneException(
          Fault.NOT_BUILT,
          "There is no example business '%s' (there are: %s)."
              .formatted(name, String.join(", ", examples())));
    }
    return folder;
  }

  private List<String> examples() {
    try (Stream<Path> folders = Files.list(root.resolve("workspaces"))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** The class path of every child: the built jars, or, inside a build, our own class path. */
  String classPath() {
    Path lib = root.resolve("deploy/local/target/mainstem/lib");
    @Nullable String own = System.getProperty("java.class.path");
    if (own != null && !own.contains(lib.toString())) {
      return Stream.of(own.split(File.pathSeparator, -1))
          .filter(entry -> !entry.endsWith("test-classes"))
          .collect(Collectors.joining(File.pathSeparator));
    }
    return lib.resolve("*").toString();
  }
}
