package io.mainstem.local;

import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.map.Renewal;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.canonicalizer.topology.StoredMasters;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.identity.Comparison;
import io.mainstem.connections.identity.EstimateText;
import io.mainstem.connections.identity.Estimator;
import io.mainstem.connections.identity.Estimator.Estimate;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Profile;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.TrustedClasses;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** What the command {@code identity estimate} does, with the memory it needs. */
public final class EstimateRun {
  private static final long SEED = 1;

  private EstimateRun() {}

  /** Arguments: broker, workspace, entity, file to write. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args[0], Path.of(args[1]), args[2], Path.of(args[3])));
  }

  private static int run(String broker, Path folder, String entity, Path out) throws IOException {
    try {
      TrustedClasses.install();
      Workspace workspace = Workspace.load(folder, System::getenv);
      Optional<EntityType> type = Entities.find(entity);
      Optional<MatchRules> rules = workspace.identity().matching(entity);
      if (type.isEmpty() || rules.isEmpty()) {
        return fail("--entity: " + entity + " (expected: one whose records are compared)");
      }
      List<Profile> profiles = profiles(workspace, type.get(), broker);
      List<Comparison> now = rules.get().matcher().comparisons();
      Map<String, Estimate> estimates = Estimator.estimate(rules.get().matcher(), profiles, SEED);
      System.out.printf("%d records of %s.%n", profiles.size(), entity);
      now.forEach(
          comparison ->
              System.out.println(
                  "  " + EstimateText.words(comparison, estimates.get(comparison.name()))));
      if (estimates.isEmpty()) {
        return fail(
            "too little to estimate from (expected: at least "
                + Estimator.LEAST_RECORDS
                + " records and "
                + Estimator.LEAST_PAIRS
                + " pairs of one thing); nothing is written");
      }
      Files.writeString(
          out,
          EstimateText.of(
              entity, workspace.identity().text(entity), now, estimates, profiles.size()),
          StandardOpenOption.CREATE_NEW);
      System.out.printf("Written to %s. It takes no effect: look it through first.%n", out);
      return 0;
    } catch (WorkspaceException wrong) {
      wrong.problems().forEach(System.err::println);
      return 1;
    } catch (FileAlreadyExistsException there) {
      return fail("--out: " + out + " is there already (expected: a new file)");
    } catch (KafkaException away) {
      return fail(
          "Kafka at "
              + broker
              + " does not answer. Start everything: ./mainstem up, or name its port: --ports"
              + " BASE.");
    }
  }

  private static List<Profile> profiles(Workspace workspace, EntityType type, String broker) {
    Renewal renewal = new Renewal(type, new WorkspaceIdentifiers(workspace.identity()));
    return StoredMasters.read(new KafkaClients(broker)).records().stream()
        .filter(record -> record.latest().entity().equals(type.name()))
        .filter(record -> !record.standing().gone())
        .map(record -> renewal.of(record.latest()))
        .map(SourceFragment::profile)
        .toList();
  }

  private static int fail(String sentence) {
    System.err.println("mainstem: " + sentence);
    return 1;
  }
}
