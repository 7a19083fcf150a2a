package io.mainstem.commandcentre.quarantine;

import io.mainstem.connections.Connection;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.Explanation;
import io.mainstem.connections.map.Fragment;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.ObjectSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The mappings the canonicalizer uses, by the files of the workspace as they are now: read again
 * once one of them was changed. Thread safe.
 */
public final class LiveMappings {
  private final Path folder;
  private final Function<String, @Nullable String> environment;
  private @Nullable Loaded loaded;

  public LiveMappings(Path folder, Function<String, @Nullable String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  private record Loaded(String mark, Workspace workspace, Map<String, Mapper> mappers) {}

  /**
   * What that payload of a record becomes.
   *
   * @param original the payload it takes the place of
   * @throws RefusedException if the workspace has mistakes
   */
  Fit fit(String connection, String object, Bytes original, Bytes payload) throws RefusedException {
    Loaded now = now();
    Connection known = now.workspace().connections().get(connection);
    if (known == null) {
      return new Fit.Unfit(
          "UNKNOWN_CONNECTION", "The workspace has no connection '" + connection + "'.", null);
    }
    Optional<String> other = otherRecord(known, object, original, payload);
    if (other.isPresent()) {
      return new Fit.Unfit("OTHER_RECORD", other.get(), null);
    }
    Mapper mapper =
        now.mappers().computeIfAbsent(connection, _ -> Mapper.of(now.workspace(), known));
    Explanation explained = mapper.explain(object, payload);
    return switch (explained.result()) {
      case MapResult.Unfit unfit -> unfit(unfit);
      case MapResult.Filtered filtered -> new Fit.LeftOut(filtered.reason());
      case MapResult.Mapped mapped when mapped.held() != null -> unfit(mapped.held().why());
      case MapResult.Mapped mapped -> stored(mapped, explained.fields());
    };
  }

  private static Fit.Unfit unfit(MapResult.Unfit why) {
    return new Fit.Unfit(why.code().name(), why.cause(), why.field());
  }

  /** A mended payload speaks of the same record, or it would change another. */
  private static Optional<String> otherRecord(
      Connection connection, String object, Bytes original, Bytes payload) {
    ObjectSpec spec = connection.tool().specs().get(object);
    return spec == null || id(spec, original).isEmpty()
        ? Optional.empty()
        : id(spec, payload)
            .filter(id -> !id.equals(id(spec, original).get()))
            .map(
                _ ->
                    "%s names another record than the one that failed (expected: its id unchanged)."
                        .formatted(spec.id()));
  }

  private static Optional<String> id(ObjectSpec spec, Bytes payload) {
    return Json.tree(payload).flatMap(tree -> spec.id().text(tree));
  }

  /** As the canonicalizer does: a value the schema has no room for is found by writing it. */
  private static Fit stored(MapResult.Mapped mapped, List<Explanation.Field> fields) {
    try {
      mapped.fragments().forEach(LiveMappings::write);
    } catch (AvroRuntimeException | ArithmeticException e) {
      return new Fit.Unfit(
          "UNSTORABLE",
          "The mapped record does not fit the canonical schema, e.g. an amount with more than four"
              + " decimals.",
          null);
    }
    return new Fit.Fits(
        fields.stream()
            .filter(field -> field.value() != null)
            .map(
                field ->
                    new Fit.Field(field.entity(), field.field(), String.valueOf(field.value())))
            .toList());
  }

  private static void write(Fragment fragment) {
    SpecificRecord record = fragment.record();
    try (OutputStream out = new ByteArrayOutputStream()) {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(
              record.getSchema(), SpecificData.getForClass(record.getClass()))
          .write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  private synchronized Loaded now() throws RefusedException {
    try {
      String mark = mark();
      Loaded present = loaded;
      if (present == null || !present.mark().equals(mark)) {
        present = new Loaded(mark, Workspace.load(folder, environment), new ConcurrentHashMap<>());
        loaded = present;
      }
      return present;
    } catch (WorkspaceException wrong) {
      throw new RefusedException(
          RefusedException.Reason.UNFIT,
          "The workspace has mistakes; see ./mainstem check. The first: "
              + wrong.problems().getFirst());
    } catch (IOException e) {
      throw new RefusedException(
          RefusedException.Reason.UNFIT, "The workspace's folder cannot be read.");
    }
  }

  /** Changes with every file. */
  private String mark() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder mark = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        mark.append(file)
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('/')
            .append(Files.size(file))
            .append('\n');
      }
      return mark.toString();
    }
  }
}
