package io.mainstem.commandcentre.web;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the page needs to know of the workspace: its name, its currency, and which sources there
 * should be, so that a silent one is shown too.
 */
public record Business(String title, List<String> connections, String currency) {
  private static final String FILE = "workspace.yaml";

  /** From the folder's file names; an unreadable folder leaves the list empty. */
  public static Business read(Path workspace) {
    Path name = workspace.toAbsolutePath().normalize().getFileName();
    String title = name == null ? "" : titled(name.toString());
    String currency =
        YamlDocument.read(workspace.resolve(FILE), FILE, new Problems())
            .get("currency")
            .text()
            .orElse("");
    try (Stream<Path> files = Files.list(workspace.resolve("connections"))) {
      return new Business(
          title,
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> file.endsWith(".yaml"))
              .map(file -> file.substring(0, file.length() - ".yaml".length()))
              .sorted()
              .toList(),
          currency);
    } catch (IOException e) {
      return new Business(title, List.of(), currency);
    }
  }

  private static String titled(String folder) {
    String words = folder.replace('-', ' ');
    return words.isEmpty()
        ? ""
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
