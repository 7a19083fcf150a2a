package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.backbone.Ports;
import io.mainstem.ingest.replay.Replayer;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "replay",
    description =
        "Compute quarantined events again from their stored bytes, once a file is mended.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--connection", required = true, description = "A connection, e.g. crm.")
  private String connection = "";

  @Option(names = "--object", description = "One object of its tool, e.g. contact.")
  private @Nullable String object;

  @Option(
      names = "--ports",
      paramLabel = "BASE",
      defaultValue = "8080",
      description = "The command centre's port (default: ${DEFAULT-VALUE}).")
  private int base = LocalPorts.USUAL_BASE;

  @Option(names = "--kafka", description = "Another broker than the local one, host:port.")
  private @Nullable String kafka;

  @Option(names = "--registry", description = "Its schema registry.")
  private @Nullable URI registry;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Ports ports = new LocalPorts(base).backbone();
    String broker = kafka == null ? "127.0.0.1:" + ports.broker() : kafka;
    URI schemas = registry == null ? URI.create("http://127.0.0.1:" + ports.registry()) : registry;
    Path none = Files.createTempDirectory("mainstem-replay");
    AvroSerdes serdes =
        new AvroSerdes(
            new RegistrySchemaIds(
                new RegistryClient(schemas),
                none,
                new HealthRegistry(InstantSource.system()).component("registry")));
    try {
      Replayer.Result result =
          new Replayer(new KafkaClients(broker), serdes).replay(connection, object);
      print("sent again", result.sent());
      print("no longer kept", result.gone());
      return 0;
    } catch (KafkaException
        | TimeoutException
        | ExecutionException
        | RegistryUnavailableException away) {
      throw new BackboneException(
          Fault.NOT_READY,
          "Nothing was replayed to the end: the broker at %s or the registry at %s did not answer; start one with ./mainstem up."
              .formatted(broker, schemas),
          away);
    } finally {
      Files.deleteIfExists(none.resolve("schema-ids.json"));
      Files.deleteIfExists(none);
    }
  }

  private static void print(String what, SortedMap<String, Integer> counts) {
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    String objects =
        counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
    System.out.println(what + ": " + total + (total == 0 ? "" : objects));
  }
}
