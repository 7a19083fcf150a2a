package io.mainstem.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.connections.draft.ToolDraft;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "new-tool",
    description = {
      "Draft a tool file from a vendor's OpenAPI description or from sample payloads.",
      "A sample's object is its file's name up to the first dot or dash: contact.json,"
          + " contact-2.json."
    },
    mixinStandardHelpOptions = true)
final class NewToolCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The tool's name, e.g. pipedrive.")
  private String name = "";

  @Option(
      names = "--from",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "An OpenAPI description (YAML or JSON), or payloads as the tool sends them.")
  private List<Path> from = List.of();

  @Option(
      names = "--object",
      paramLabel = "NAME",
      split = ",",
      description = "Only these objects of the description.")
  private List<String> objects = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; otherwise it is printed. An existing file is left alone.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
      throw refused("NAME: %s (expected: small letters, digits and dashes)".formatted(name));
    }
    ToolDraft.Drafted drafted = draft();
    PrintStream words = System.err;
    if (out == null) {
      System.out.print(drafted.text());
    } else {
      write(out, drafted.text());
      words.printf("Wrote %s with %s.%n", out, String.join(", ", drafted.objects()));
    }
    if (!drafted.left().isEmpty()) {
      words.printf(
          "Left out: %s. Name the ones you want with --object.%n",
          String.join(", ", drafted.left()));
    }
    words.printf(
        "Next: read every line, then `./mainstem try %s OBJECT FILE` and `./mainstem conformance"
            + " %s`.%n",
        name, name);
    return 0;
  }

  private ToolDraft.Drafted draft() throws IOException {
    Map<String, List<JsonNode>> samples = new LinkedHashMap<>();
    for (Path file : from) {
      JsonNode document = read(file);
      if (ToolDraft.isDescription(document)) {
        if (from.size() > 1) {
          throw refused("--from: %s (expected: one description, or samples only)".formatted(file));
        }
        return described(document);
      }
      List<JsonNode> payloads =
          samples.computeIfAbsent(objectOf(file), object -> new ArrayList<>());
      if (document.isArray()) {
        document.forEach(payloads::add);
      } else {
        payloads.add(document);
      }
    }
    ToolDraft.Drafted drafted = ToolDraft.fromSamples(name, samples);
    if (drafted.objects().isEmpty()) {
      throw refused("--from: no JSON object in it (expected: payloads, or an OpenAPI description)");
    }
    return drafted;
  }

  private ToolDraft.Drafted described(JsonNode document) {
    ToolDraft.Drafted drafted = ToolDraft.fromDescription(name, document, objects);
    if (drafted.objects().isEmpty()) {
      throw refused(
          "--object: %s (expected: some of %s)"
              .formatted(String.join(", ", objects), String.join(", ", drafted.left())));
    }
    return drafted;
  }

  private static String objectOf(Path file) {
    return file.getFileName()
        .toString()
        .replaceAll("[.-].*", "")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static JsonNode read(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw refused("--from: %s (expected: a readable file)".formatted(file));
    }
    if (Files.size(file) > ToolDraft.MAX_DESCRIPTION_BYTES) {
      throw refused(
          "--from: %s (expected: at most %d MB)"
              .formatted(file, ToolDraft.MAX_DESCRIPTION_BYTES >> 20));
    }
    try {
      return ToolDraft.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw refused("--from: %s (expected: JSON or YAML)".formatted(file));
    }
  }

  private static void write(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      throw refused("--out: %s (expected: a file that is not there yet)".formatted(file));
    }
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, text);
  }

  private static BackboneException refused(String message) {
    return new BackboneException(Fault.BAD_INPUT, message);
  }
}
