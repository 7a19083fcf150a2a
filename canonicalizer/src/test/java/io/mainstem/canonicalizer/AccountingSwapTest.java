package io.mainstem.canonicalizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.canonical.Company;
import io.mainstem.schemas.canonical.Deal;
import io.mainstem.schemas.canonical.Person;
import io.mainstem.schemas.event.SourceEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The design studio moves from QuickBooks to Xero: one connection file is another, and nobody who
 * reads canonical records can tell.
 */
final class AccountingSwapTest {
  private static final Path STUDIO =
      Path.of(System.getProperty("mainstem.root", ".."), "workspaces", "design-studio");
  private static final String ACCOUNTING = "connections/accounting.yaml";

  /** What subscribers see of a client. */
  private record Seen(String deal, String company, String person, Set<String> topics) {}

  @Test
  void shouldKeepEveryCanonicalIdAndTopicWhenAccountingIsAnotherTool(@TempDir Path moved)
      throws Exception {
    copy(STUDIO, moved);
    Files.copy(
        STUDIO.resolve("alternatives/accounting-xero.yaml"),
        moved.resolve(ACCOUNTING),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(differing(STUDIO, moved)).containsExactly(ACCOUNTING);

    Seen before = seen(STUDIO, event("accounting", "customer", "42", "quickbooks/customer"));
    Seen after =
        seen(
            moved,
            event("accounting", "contact", "bd2270c3-8706-4c11-9cfb-000b551c3f51", "xero/contact"));

    assertThat(after).isEqualTo(before);
    assertThat(before.company())
        .isEqualTo(AliasId.of(Entities.COMPANY, new SourceKey("crm", "company", "9001")));
  }

  private static Seen seen(Path folder, SourceEvent books) throws WorkspaceException {
    Workspace workspace = Workspace.load(folder, name -> null);
    try (ToyStream stream = new ToyStream(Rules.of(workspace))) {
      stream.send(event("crm", "company", "9001", "hubspot/company"));
      stream.send(event("crm", "contact", "501", "hubspot/contact"));
      stream.send(event("crm", "deal", "77001", "hubspot/deal"));
      stream.send(books);
      Map<String, Company> companies = stream.newest(Entities.COMPANY, Company.class);
      Map<String, Person> people = stream.newest(Entities.PERSON, Person.class);
      Map<String, Deal> deals = stream.newest(Entities.DEAL, Deal.class);
      // One client of two tools, founded by the CRM.
      String company = only(companies, c -> c.getMergedInto() == null);
      String person = only(people, p -> p.getMergedInto() == null);
      assertThat(Objects.requireNonNull(companies.get(company)).getSources()).hasSize(2);
      assertThat(Objects.requireNonNull(people.get(person)).getSources()).hasSize(2);
      Deal deal = deals.values().iterator().next();
      assertThat(Objects.requireNonNull(deal.getCompany()).getId()).isEqualTo(company);
      return new Seen(
          deal.getId(),
          company,
          person,
          TopicCatalogue.with(workspace.connections().keySet()).stream()
              .map(Topic::name)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private static <T> String only(Map<String, T> records, java.util.function.Predicate<T> live) {
    List<String> ids =
        records.entrySet().stream()
            .filter(entry -> live.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(ids).hasSize(1);
    return ids.getFirst();
  }

  /** The sample that comes with the tool file. */
  private static SourceEvent event(String connection, String object, String id, String sample) {
    try (InputStream in = Workspace.class.getResourceAsStream("/conformance/" + sample + ".json")) {
      return SourceEvent.newBuilder(ToyEvents.event(connection, object, id, 1, ""))
          .setPayload(ByteBuffer.wrap(Objects.requireNonNull(in, sample).readAllBytes()))
          .build();
    } catch (IOException e) {
      throw new IllegalStateException("a resource: " + sample, e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
  }

  private static Set<String> differing(Path one, Path other) throws IOException {
    Set<String> differing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(one)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = one.relativize(file).toString();
        if (Files.mismatch(file, other.resolve(name)) >= 0) {
          differing.add(name);
        }
      }
    }
    return differing;
  }
}
