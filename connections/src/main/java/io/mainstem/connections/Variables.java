package io.mainstem.connections;

import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:PATH}}. */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(env|file):([^}:]+)(?::-([^}]*))?}");

  private final Function<String, @Nullable String> environment;

  Variables(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * A text with its references filled.
   *
   * @param missing what could not be found; the text then has a gap there
   */
  record Filled(String text, List<String> missing) {}

  Filled fill(YamlNode at, Problems problems) {
    String text = at.requireText("a text", problems);
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder filled = new StringBuilder();
    List<String> missing = new ArrayList<>();
    int end = 0;
    while (matcher.find()) {
      filled.append(text, end, matcher.start());
      String value =
          matcher.group(1).equals("env")
              ? environment.apply(matcher.group(2))
              : file(matcher.group(2));
      if (value == null || value.isEmpty()) {
        value = matcher.group(3);
      }
      if (value == null) {
        missing.add(matcher.group(2));
      } else {
        filled.append(value);
      }
      end = matcher.end();
    }
    filled.append(text.substring(end));
    if (filled.indexOf("${") >= 0) {
      problems.wrong(at, "${env:NAME}, ${env:NAME:-default} or ${file:PATH}");
    }
    return new Filled(filled.toString(), missing);
  }

  private static @Nullable String file(String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      return null;
    }
  }
}
