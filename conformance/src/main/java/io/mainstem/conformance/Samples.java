package io.mainstem.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.tool.Tools;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import io.mainstem.connections.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The samples of one tool, by the names of their files. */
public final class Samples {
  private static final String FOLDER = "conformance";
  private static final String DELIVERY = "webhook-";
  private static final String WRITE = "write-";
  private static final String HTTP = ".http";
  private static final String JSON = ".json";
  private static final String EXPECTED_JSON = ".expected.json";
  private static final String EXPECTED_YAML = ".expected.yaml";

  private final Map<String, byte[]> files;

  Samples(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /** Those that come with the product. */
  public static Samples builtIn(String tool) {
    try {
      Path place = Path.of(Tools.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return in(place.resolve(FOLDER).resolve(tool));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return in(jar.getPath(FOLDER, tool));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the samples of our own jar", e);
    }
  }

  /** Those of a folder; none where there is none. */
  public static Samples in(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> list = Files.list(folder)) {
        for (Path file : list.filter(Files::isRegularFile).toList()) {
          files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return new Samples(files);
  }

  /**
   * One delivery as the vendor sends it, unsigned.
   *
   * @param expected what it becomes, one line a delivery; empty where nobody has written that
   */
  record Sample(
      String name,
      String method,
      String target,
      Map<String, List<String>> headers,
      Bytes body,
      Optional<List<String>> expected) {
    boolean isHandshake() {
      return expected.filter(List.of("handshake")::equals).isPresent();
    }
  }

  /** One record and what it becomes. */
  record RecordSample(String name, String object, Bytes record, Optional<JsonNode> expected) {}

  List<Sample> deliveries() {
    return files.keySet().stream()
        .filter(name -> name.startsWith(DELIVERY) && name.endsWith(HTTP))
        .map(this::delivery)
        .toList();
  }

  List<RecordSample> records() {
    List<RecordSample> records = new ArrayList<>();
    for (String name : files.keySet()) {
      if (name.endsWith(JSON) && !name.endsWith(EXPECTED_JSON) && !name.startsWith(WRITE)) {
        String stem = name.substring(0, name.length() - JSON.length());
        int dash = stem.indexOf('-');
        byte[] expected = files.get(stem + EXPECTED_JSON);
        records.add(
            new RecordSample(
                stem,
                dash < 0 ? stem : stem.substring(0, dash),
                Bytes.of(files.getOrDefault(name, new byte[0])),
                Optional.ofNullable(expected).map(Samples::json)));
      }
    }
    return records;
  }

  /** What an operation is called with; {@code {kind}} in it is an id the simulated vendor knows. */
  Optional<ObjectNode> input(String operation) {
    return Optional.ofNullable(files.get(WRITE + operation + JSON))
        .map(file -> (ObjectNode) json(file));
  }

  /** Paths the vendor's description knows by another name. */
  Map<String, String> described() {
    return texts("described.yaml", "same");
  }

  /** What the vendor's description does not know, and why it is sent all the same. */
  Map<String, String> beyond() {
    return texts("described.yaml", "beyond");
  }

  /** Settings of the connection the samples are for. */
  Map<String, String> settings() {
    return texts("settings.yaml", "settings");
  }

  private Map<String, String> texts(String name, String section) {
    byte[] file = files.get(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (file != null) {
      yaml(name, file)
          .get(section)
          .entries()
          .forEach((key, value) -> texts.put(key, value.text().orElse("")));
    }
    return texts;
  }

  private Sample delivery(String file) {
    String stem = file.substring(0, file.length() - HTTP.length());
    byte[] content = files.getOrDefault(file, new byte[0]);
    int body = bodyStart(content);
    String[] head = new String(content, 0, body, StandardCharsets.UTF_8).strip().split("\r?\n", -1);
    String[] request = head[0].strip().split(" ", -1);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < head.length; i++) {
      int colon = head[i].indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(head[i].substring(0, colon).strip(), _ -> new ArrayList<>())
            .add(head[i].substring(colon + 1).strip());
      }
    }
    byte[] expected = files.get(stem + EXPECTED_YAML);
    return new Sample(
        stem,
        request[0],
        request.length > 1 ? request[1] : "/",
        headers,
        Bytes.of(content, body, withoutLastNewline(content, body)),
        Optional.ofNullable(expected).map(bytes -> lines(stem, bytes)));
  }

  /** After the first empty line. */
  private static int bodyStart(byte[] content) {
    for (int i = 0; i + 1 < content.length; i++) {
      if (content[i] == '\n' && content[i + 1] == '\n') {
        return i + 2;
      }
      if (i + 3 < content.length
          && content[i] == '\r'
          && content[i + 1] == '\n'
          && content[i + 2] == '\r'
          && content[i + 3] == '\n') {
        return i + 4;
      }
    }
    return content.length;
  }

  private static int withoutLastNewline(byte[] content, int body) {
    int end = content.length;
    if (end > body && content[end - 1] == '\n') {
      end--;
    }
    return end > body && content[end - 1] == '\r' ? end - 1 : end;
  }

  private static List<String> lines(String name, byte[] file) {
    return yaml(name, file).items().stream().map(line -> line.text().orElse("").strip()).toList();
  }

  private static YamlNode yaml(String name, byte[] file) {
    return YamlDocument.parse(name, new String(file, StandardCharsets.UTF_8), new Problems());
  }

  private static JsonNode json(byte[] file) {
    try {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
