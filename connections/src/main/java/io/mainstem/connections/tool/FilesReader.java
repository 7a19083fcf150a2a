package io.mainstem.connections.tool;

import io.mainstem.connections.shape.Shape;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the {@code files} of a tool. */
final class FilesReader {
  private static final List<String> KEYS =
      List.of(
          "object",
          "key",
          "format",
          "delimiter",
          "encoding",
          "columns",
          "sheet",
          "numbers",
          "absent",
          "mostAbsent");
  private static final int MOST_ABSENT = 20;

  private final Problems problems;
  private final Map<String, ObjectSpec> objects;

  FilesReader(Problems problems, Map<String, ObjectSpec> objects) {
    this.problems = problems;
    this.objects = objects;
  }

  /** In the order of the tool file: the first whose pattern fits a name is meant. */
  List<FileSpec> read(YamlNode at) {
    List<FileSpec> files = new ArrayList<>();
    at.entries().forEach((pattern, node) -> files.add(file(pattern, node)));
    return files;
  }

  private FileSpec file(String pattern, YamlNode at) {
    at.allow(KEYS, problems);
    if (pattern.isBlank() || pattern.contains("/")) {
      problems.wrong(at, "a pattern of file names without folders, e.g. stock-*.csv");
    }
    String object = at.get("object").oneOf(objects.keySet(), problems).orElse("");
    if (!at.get("object").isPresent()) {
      problems.missing(at, "object", "one of " + String.join(", ", objects.keySet()));
    }
    List<String> key = at.get("key").texts(problems);
    if (key.isEmpty()) {
      problems.missing(at, "key", "the columns that name a row");
    }
    FileSpec.Format format =
        at.get("format").constant(FileSpec.Format.class, problems).orElse(null);
    ObjectSpec spec = objects.get(object);
    if (spec != null && format != FileSpec.Format.JSONL && !pattern.endsWith("jsonl")) {
      flat(at, key, spec.shape());
    }
    return new FileSpec(
        pattern,
        object,
        key,
        format,
        delimiter(at.get("delimiter")),
        encoding(at.get("encoding")),
        at.get("columns").texts(problems),
        at.get("sheet").text().orElse(null),
        numbers(at.get("numbers")),
        at.get("absent").oneOf(List.of("keep", "delete"), problems).orElse("keep").equals("delete"),
        at.get("mostAbsent").integer(0, 100, problems).orElse(MOST_ABSENT));
  }

  /** A row of a table has columns, and the shape says which. */
  private void flat(YamlNode at, List<String> key, Shape.Struct shape) {
    for (String column : key) {
      if (!shape.fields().containsKey(column)) {
        problems.unknown(at.get("key"), column, shape.fields().keySet());
      }
    }
    shape
        .fields()
        .forEach(
            (name, field) -> {
              if (field.shape() instanceof Shape.Struct
                  || field.shape() instanceof Shape.ListOf
                  || field.shape() instanceof Shape.MapOf) {
                problems.wrong(
                    at.get("object"), "an object whose shape is flat: " + name + " has parts");
              }
            });
  }

  private @Nullable Character delimiter(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    String text = Objects.requireNonNullElse(at.text().orElse(""), "");
    if (text.equals("tab")) {
      return '\t';
    }
    if (text.length() != 1 || text.equals("\"") || (text.isBlank() && !text.equals("\t"))) {
      problems.wrong(at, "one character, or tab");
      return null;
    }
    return text.charAt(0);
  }

  private @Nullable Charset encoding(YamlNode at) {
    if (!at.isPresent()) {
      return null;
    }
    try {
      return Charset.forName(at.text().orElse(""));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      problems.wrong(at, "the name of an encoding, e.g. utf-8 or windows-1252");
      return null;
    }
  }

  private NumberStyle numbers(YamlNode at) {
    return at.oneOf(NumberStyle.examples(), problems)
        .flatMap(NumberStyle::of)
        .orElse(NumberStyle.PLAIN);
  }
}
