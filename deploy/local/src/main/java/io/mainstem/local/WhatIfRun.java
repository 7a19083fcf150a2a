package io.mainstem.local;

import io.mainstem.canonicalizer.replay.Outlook;
import io.mainstem.canonicalizer.replay.WhatIf;
import io.mainstem.canonicalizer.resolve.WorkspaceRules;
import io.mainstem.canonicalizer.topology.StoredMasters;
import io.mainstem.connections.Authority;
import io.mainstem.connections.Identity;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.TrustedClasses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** What the command {@code what-if} does, with the memory it needs. */
public final class WhatIfRun {
  private WhatIfRun() {}

  /** Arguments: broker, workspace, authority, identity, entity (each may be empty), JSON only. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    Path folder = Path.of(args[1]);
    Map<String, Path> instead = new HashMap<>();
    put(instead, Authority.FILE, args[2]);
    put(instead, Identity.FILE, args[3]);
    String entity = args[4];
    if (!entity.isEmpty() && Entities.find(entity).isEmpty()) {
      System.err.printf("--entity: %s (expected: one of %s)%n", entity, Entities.names());
      return 1;
    }
    try {
      TrustedClasses.install();
      Workspace now = Workspace.load(folder, System::getenv);
      Workspace then = Workspace.load(folder, instead, System::getenv);
      StoredMasters stored = StoredMasters.read(new KafkaClients(args[0]));
      List<Outlook> outlooks =
          new WhatIf(files(now), files(then))
              .of(stored.records(), stored.decisions()).stream()
                  .filter(each -> entity.isEmpty() || each.entity().equals(entity))
                  .toList();
      System.out.print(
          Boolean.parseBoolean(args[5])
              ? OutlookText.json(outlooks, true) + "\n"
              : OutlookText.of(outlooks));
      return outlooks.stream().anyMatch(Outlook::braked) ? WhatIfCommand.BRAKED : 0;
    } catch (WorkspaceException wrong) {
      wrong.problems().forEach(System.err::println);
      return 1;
    } catch (KafkaException away) {
      System.err.printf(
          "mainstem: Kafka at %s does not answer (%s). Start everything: ./mainstem up, or name its"
              + " port: --ports BASE.%n",
          args[0], away.getMessage());
      return 1;
    }
  }

  private static void put(Map<String, Path> instead, String name, String file) {
    if (!file.isEmpty()) {
      instead.put(name, Path.of(file));
    }
  }

  private static WhatIf.Files files(Workspace workspace) {
    return new WhatIf.Files(WorkspaceRules.of(workspace), workspace.authority()::ownership);
  }
}
