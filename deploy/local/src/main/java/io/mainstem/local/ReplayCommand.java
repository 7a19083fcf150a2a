package io.mainstem.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mainstem.backbone.BackboneException;
import io.mainstem.backbone.Fault;
import io.mainstem.backbone.Ports;
import io.mainstem.ingest.replay.HistoryReplayer;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryClient;
import io.mainstem.runtime.avro.RegistrySchemaIds;
import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.event.OutcomeKind;
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
        "Compute quarantined events again from their stored bytes, once a file is mended;"
            + " with --all the newest snapshot of every record.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--connection", required = true, description = "A connection, e.g. crm.")
  private String connection = "";

  @Option(names = "--object", description = "One object of its tool, e.g. contact.")
  private @Nullable String object;

  @Option(
      names = "--all",
      description =
          "Not only what is in quarantine: compute the newest snapshot of every record again, e.g."
              + " once a mapping that let everything through is mended.")
  private boolean all;

  @Option(
      names = "--ports",
      paramLabel = "BASE",
      defaultValue = "8080",
      description = "The command centre's port (default: ${DEFAULT-VALUE}).")
  private int base = LocalPorts.USUAL_BASE;

  @Option(
      names = "--kafka",
      description = "With --all: another broker than the local one, host:port.")
  private @Nullable String kafka;

  @Option(names = "--registry", description = "With --all: its schema registry.")
  private @Nullable URI registry;

  @Override
  public Integer call() throws InterruptedException, IOException {
    return all ? everything() : quarantined();
  }

  private int everything() throws InterruptedException, IOException {
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
      return everything(new KafkaClients(broker), serdes);
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

  /** The workbench knows what waits; what was mended since, it does not send again. */
  private int quarantined() throws InterruptedException {
    return QuarantineCommand.mend(
        new CentreClient(new LocalPorts(base).commandCentre()),
        new ObjectMapper()
            .createObjectNode()
            .put("connection", connection)
            .put("object", object == null ? "" : object)
            .put("by", System.getProperty("user.name", "somebody"))
            .put("reason", "the tool file was corrected"));
  }

  private int everything(KafkaClients clients, AvroSerdes serdes)
      throws InterruptedException, TimeoutException, ExecutionException {
    HistoryReplayer.Result result =
        new HistoryReplayer(clients, serdes, InstantSource.system())
            .replay(connection, object, new ReplayProgress(System.out, System::nanoTime));
    print("sent again", result.sent());
    result.outcomes().forEach((kind, count) -> System.out.println(words(kind) + ": " + count));
    if (result.unknown() > 0) {
      System.out.println(
          "no outcome yet: "
              + result.unknown()
              + " (is the canonicalizer running? Then say the same again: what is done already is"
              + " a duplicate)");
      return 1;
    }
    return 0;
  }

  /** What became of a record's newest snapshot, computed again. */
  private static String words(OutcomeKind kind) {
    return switch (kind) {
      case DUPLICATE -> "the same as before";
      case APPLIED -> "computed differently, and applied";
      case QUARANTINED -> "held in quarantine";
      case FILTERED -> "left out by the tool file";
      case UNCHANGED -> "no longer held, and nothing new";
      case SUPERSEDED -> "older than what came meanwhile";
      case ECHO -> "an echo of what we wrote";
    };
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
