package io.mainstem.benchmarks;

import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** The mapping engine with a workspace of one connection, as a service would make it. */
final class MappingSubject {
  static final String CONNECTION = "bench";

  private final Mapper mapper;

  private MappingSubject(Mapper mapper) {
    this.mapper = mapper;
  }

  static MappingSubject load(Path folder) throws IOException, WorkspaceException {
    describe(folder);
    Files.writeString(folder.resolve("connections/bench.yaml"), "tool: bench\n");
    Files.write(folder.resolve("tools/bench.yaml"), resource("tool.yaml"));
    Workspace workspace = Workspace.load(folder, name -> null);
    return new MappingSubject(
        Mapper.of(workspace, workspace.connections().values().stream().findFirst().orElseThrow()));
  }

  /** A business with nothing but a name. */
  static void describe(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("tools"));
    Files.createDirectories(folder.resolve("connections"));
    Files.writeString(
        folder.resolve("workspace.yaml"),
        "name: bench\n"
            + "title: Bench\n"
            + "currency: GBP\n"
            + "country: GB\n"
            + "timezone: Europe/London\n"
            + "cutOff: \"04:00\"\n");
  }

  SpecificRecord map(String object, Bytes payload) {
    return switch (mapper.map(object, payload)) {
      case MapResult.Mapped mapped -> mapped.primary().record();
      case MapResult.Filtered filtered -> throw new IllegalStateException(filtered.reason());
      case MapResult.Unfit unfit -> throw new IllegalStateException(unfit.cause());
    };
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = MappingSubject.class.getResourceAsStream("/mapping/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
