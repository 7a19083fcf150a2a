package io.mainstem.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.map.Identifiers;
import io.mainstem.canonicalizer.map.WorkspaceIdentifiers;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.canonical.Address;
import io.mainstem.schemas.canonical.Email;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.canonical.PersonName;
import io.mainstem.schemas.canonical.Phone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one record costs resolution once so many are known: the real resolver on the real stores,
 * people of the invented {@link Population}, the rules of an example business. Counted is the CPU
 * of the whole process, RocksDB's own threads and the collector included, less what making the
 * people takes.
 */
final class IdentityCost {
  private static final String PERSON = "person";
  private static final int BATCH = 500;
  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

  private final Rules rules;
  private final Identifiers identifiers;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  IdentityCost() throws IOException, WorkspaceException {
    Path folder = Files.createTempDirectory("bench-identity-scale");
    MappingSubject.describe(folder);
    Files.copy(
        Path.of(System.getProperty("mainstem.root", "."), "workspaces/restaurant-group")
            .resolve("identity.yaml"),
        folder.resolve("identity.yaml"));
    Workspace workspace = Workspace.load(folder, name -> null);
    this.rules = Rules.of(workspace);
    this.identifiers = new WorkspaceIdentifiers(workspace.identity());
  }

  /** A stream of people into one set of stores. */
  final class Run {
    private final Population population;
    private final Resolver resolver;
    private long next;

    Run(RocksStores stores, long seed) {
      this.population = new Population(seed);
      this.resolver = resolver(stores.resolve());
    }

    /**
     * Takes in people until so many have come.
     *
     * @return microseconds of CPU for each
     */
    double until(long count) {
      long events = count - next;
      long making = 0;
      long before = system.getProcessCpuTime();
      List<SourceFragment> batch = new ArrayList<>(BATCH);
      while (next < count) {
        batch.clear();
        long started = threads.getCurrentThreadCpuTime();
        for (; next < count && batch.size() < BATCH; next++) {
          batch.add(fragment(population.card(next), next));
        }
        making += threads.getCurrentThreadCpuTime() - started;
        batch.forEach(fragment -> resolver.resolve(fragment, cause(fragment)));
      }
      return (system.getProcessCpuTime() - before - making) / 1_000.0 / events;
    }
  }

  Resolver resolver(ResolveStore store) {
    return new Resolver(store, PERSON, rules.resolving().apply(PERSON));
  }

  static Cause cause(SourceFragment fragment) {
    return new Cause(
        fragment.alias(), fragment.source(), fragment.alias(), null, fragment.receivedAt(), true);
  }

  SourceFragment fragment(Population.Card card, long arrival) {
    Person person = person(card);
    Identifiers.Found found = identifiers.of(PERSON, person);
    SourceKey source = new SourceKey(card.tool(), "customer", card.id());
    return new SourceFragment(
        PERSON,
        source,
        AliasId.of(Entities.PERSON, source),
        new Stamp(card.version(), false, Digest.of(card.toString())),
        null,
        MORNING.plusMillis(arrival),
        found.tokens(),
        found.profile(),
        Bytes.of(card.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static Person person(Population.Card card) {
    Person person = (Person) Envelope.blank(Entities.PERSON);
    person.setName(
        PersonName.newBuilder()
            .setFull(card.given() + " " + card.family())
            .setGiven(card.given())
            .setFamily(card.family())
            .build());
    person.setBirthDate(card.born());
    String email = card.email();
    if (email != null) {
      person.setEmails(List.of(new Email(email, email)));
    }
    String phone = card.phone();
    if (phone != null) {
      person.setPhones(List.of(new Phone(phone, phone)));
    }
    person.setAddresses(
        List.of(
            Address.newBuilder()
                .setLine1(card.street())
                .setLocality(card.town())
                .setPostcode(card.postcode())
                .build()));
    return person;
  }
}
