package io.mainstem.canonicalizer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.BlockRule;
import io.mainstem.connections.identity.Comparison;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Likeness;
import io.mainstem.connections.identity.MatchRules;
import io.mainstem.connections.identity.Matcher;
import io.mainstem.connections.identity.Verdicts;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People found by likeness, and decided on by people; a failure names its seed. */
class ResolverTest {
  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  private static final List<String> GIVEN =
      List.of("John", "Jon", "J", "Mary", "Marie", "Zephaniah", "Smith", "Ada");
  private static final List<String> FAMILY =
      List.of("Smith", "Smyth", "Jones", "Lovelace", "John", "Okafor");
  private static final List<String> BORN = List.of("1980-02-01", "1980-01-02", "1971-06-24", "");
  private static final List<String> EMAIL = List.of("", "", "j@acme.example", "m@acme.example");

  private static final Matcher MATCHER =
      new Matcher(
          List.of(
              comparison("given name", Likeness.GIVEN_NAME, 1),
              comparison("family name", Likeness.FAMILY_NAME, 0),
              comparison("birth date", Likeness.DATE, -1)),
          List.of(block("born", 2, BlockRule.Cut.WHOLE), block("family", 1, BlockRule.Cut.SOUND)),
          Map.of(),
          0.01,
          0.95,
          0.3);

  private static final ResolveRules RULES =
      new ResolveRules(
          Guards.ofCluster(5), new MatchRules("person", List.of(), MATCHER, -2, false), false);

  @Test
  void shouldFindOnePersonBehindThreeWaysToWriteAName() {
    World world = new World(RULES);
    world.take(person("till", 1, "J", "Smith", "1980-02-01", ""));
    world.take(person("crm", 2, "John", "Smith", "1980-02-01", ""));
    world.take(person("books", 3, "Smith", "John", "1980-02-01", ""));

    assertThat(world.clusters().values()).containsOnly(alias("till", 1));
    assertThat(world.reasons.values())
        .anyMatch(reason -> reason.contains("birth date the same"))
        .noneMatch(reason -> reason.contains("Smith"));
  }

  @Test
  void shouldAskWhereItIsUnsureAndForgetTheQuestionOnceItIsAnswered() {
    World world = new World(RULES);
    world.take(person("crm", 1, "John", "Smith", "", ""));
    world.take(person("books", 2, "J", "Smith", "", ""));
    assertThat(world.clusters().values()).doesNotHaveDuplicates();
    assertThat(world.suggested).hasSize(1);

    world.decide(decision("d", Decision.Kind.MUST_LINK, key("crm", 1), key("books", 2)));

    assertThat(world.clusters().values()).containsOnly(alias("crm", 1));
    assertThat(world.suggested).isEmpty();
  }

  @Test
  void shouldKeepApartWhatWasSplitThoughItSharesAnIdentifier() {
    World world = new World(RULES);
    world.take(person("crm", 1, "Ada", "Lovelace", "", "j@acme.example"));
    world.take(person("books", 2, "Mary", "Okafor", "", "j@acme.example"));
    assertThat(world.clusters().values()).containsOnly(alias("crm", 1));

    world.decide(decision("d", Decision.Kind.SPLIT, key("books", 2), key("crm", 1)));
    world.take(person("books", 2, "Mary", "Okafor", "1971-06-24", "j@acme.example"));
    assertThat(world.clusters())
        .containsEntry(key("crm", 1), alias("crm", 1))
        .containsEntry(key("books", 2), alias("books", 2));

    world.decide(decision("d", Decision.Kind.REVOKED, key("books", 2), key("crm", 1)));
    assertThat(world.clusters().values()).containsOnly(alias("crm", 1));
  }

  @Test
  void shouldRefuseADecisionThatContradictsOthersAndSayThroughWhom() {
    World world = new World(RULES);
    for (int n = 1; n <= 3; n++) {
      world.take(person("crm", n, "Ada", "Lovelace", "", ""));
    }
    world.decide(decision("a", Decision.Kind.MUST_LINK, key("crm", 1), key("crm", 2)));
    world.decide(decision("b", Decision.Kind.MUST_LINK, key("crm", 2), key("crm", 3)));
    world.decide(decision("c", Decision.Kind.CANNOT_LINK, key("crm", 1), key("crm", 3)));

    assertThat(world.refused)
        .singleElement()
        .satisfies(
            refused ->
                assertThat(refused.chain())
                    .containsExactly(key("crm", 1), key("crm", 2), key("crm", 3)));
    assertThat(world.clusters().values()).containsOnly(alias("crm", 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldComeToTheSameClustersInWhateverOrderRecordsAndDecisionsArrive(long seed) {
    List<Object> history = history(seed);
    World first = new World(RULES);
    history.forEach(first::takeAny);
    Map<String, String> expected = oracle(history);
    assertThat(first.clusters()).as("seed %d", seed).isEqualTo(expected);

    for (int shuffle = 0; shuffle < 125; shuffle++) {
      List<Object> arrived = new ArrayList<>(history);
      Collections.shuffle(arrived, new Random(seed * 1_000 + shuffle));
      World world = new World(RULES);
      arrived.forEach(world::takeAny);

      assertThat(world.clusters()).as("seed %d, shuffle %d", seed, shuffle).isEqualTo(expected);
      assertThat(world.suggested).as("seed %d, %d", seed, shuffle).isEqualTo(first.suggested);
    }
  }

  @Test
  void shouldAskAPersonWhereOnlyAPersonMayLink() {
    World world = new World(new ResolveRules(Guards.ofCluster(5), RULES.matching(), true));
    world.take(person("crm", 1, "Ada", "Lovelace", "", "j@acme.example"));
    world.take(person("books", 2, "Mary", "Okafor", "", "j@acme.example"));

    assertThat(world.clusters().values()).doesNotHaveDuplicates();
    assertThat(world.suggested).hasSize(1);
    assertThat(world.stopped).singleElement().asString().contains("reportOnly");

    world.take(fragment("books", 2, 99, "Mary", "Okafor", "", ""));
    assertThat(world.suggested).isEmpty();
  }

  @Test
  void shouldNotAskWhetherAllWhoShareAMailboxAreOneButWhoAmongThemIsAlike() {
    World world = new World(new ResolveRules(Guards.ofCluster(2), RULES.matching(), false));
    world.take(person("crm", 1, "Ada", "Lovelace", "1980-02-01", "j@acme.example"));
    world.take(person("crm", 2, "Mary", "Okafor", "1971-06-24", "j@acme.example"));
    world.take(person("books", 3, "Zephaniah", "Jones", "1980-01-02", "j@acme.example"));
    assertThat(world.clusters().values()).doesNotHaveDuplicates();
    assertThat(world.suggested).isEmpty();

    world.take(person("books", 4, "A", "Lovelace", "", "j@acme.example"));
    assertThat(world.suggested).containsOnlyKeys("books|contact|4 crm|contact|1");
  }

  @Test
  void shouldSayThatARecordWithoutAnIdentifierStandsAlone() {
    World world = new World(RULES);
    world.take(fragment("crm", 1, 1, "", "", "", ""));

    assertThat(world.reasons.values()).singleElement().asString().contains("stands alone");
  }

  @Test
  void shouldForgetABlockThatGrowsTooLargeAndRememberItOnceItShrinks() {
    World world = new World(RULES);
    List<Object> all = new ArrayList<>();
    for (int n = 0; n <= Likes.MAX_BLOCK; n++) {
      // One family, each born on a day of its own but for the first two.
      all.add(person("crm", n, n < 2 ? "Ada" : "X" + n, "Okafor", born(Math.max(n, 1)), ""));
    }
    all.forEach(world::takeAny);
    assertThat(world.clusters()).isEqualTo(oracle(all));

    Object moved = fragment("crm", Likes.MAX_BLOCK, 99, "Zoe", "Jones", "", "");
    world.takeAny(moved);
    all.set(Likes.MAX_BLOCK, moved);
    assertThat(world.clusters()).isEqualTo(oracle(all));
    assertThat(world.likes()).isEqualTo(likes(all));
  }

  private static String born(int n) {
    return String.format("19%02d-0%d-1%d", n % 100, 1 + n % 9, n % 10);
  }

  private static List<Object> history(long seed) {
    Random random = new Random(seed);
    List<Object> history = new ArrayList<>();
    for (int n = 1; n <= 24; n++) {
      String connection = random.nextBoolean() ? "crm" : "books";
      for (int version = 1; version <= 1 + random.nextInt(2); version++) {
        history.add(
            fragment(
                connection,
                n,
                version,
                of(GIVEN, random),
                of(FAMILY, random),
                of(BORN, random),
                of(EMAIL, random)));
      }
    }
    List<String> keys =
        history.stream().map(each -> ((SourceFragment) each).key()).distinct().toList();
    Decision.Kind[] kinds = Decision.Kind.values();
    for (int n = 0; n < 5; n++) {
      String one = of(keys, random);
      String other = of(keys, random);
      if (!one.equals(other)) {
        history.add(
            new Decision(
                "d" + n,
                kinds[random.nextInt(3)],
                List.of(one, other),
                "ann",
                "seen",
                MORNING.plusSeconds(n)));
      }
    }
    return history;
  }

  private static <T> T of(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static Map<String, SourceRecord> records(List<Object> history) {
    Map<String, SourceRecord> records = new HashMap<>();
    for (Object each : history) {
      if (each instanceof SourceFragment fragment) {
        records.merge(
            fragment.key(), SourceRecord.first(fragment), (before, _) -> before.with(fragment));
      }
    }
    return records;
  }

  private static Map<String, String> oracle(List<Object> history) {
    Map<String, SourceRecord> records = records(history);
    List<Decision> decisions =
        history.stream().filter(Decision.class::isInstance).map(Decision.class::cast).toList();
    Map<String, String> clusters = new TreeMap<>();
    new Clusters(RULES)
        .of(
            records.values(),
            Likes.among(records.values(), RULES.matching()),
            Verdicts.of(decisions))
        .clusters()
        .forEach(
            cluster ->
                cluster.members().forEach(member -> clusters.put(member.key(), cluster.id())));
    return clusters;
  }

  private static Map<String, Double> likes(List<Object> history) {
    Map<String, Double> likes = new TreeMap<>();
    Likes.among(records(history).values(), RULES.matching())
        .forEach(like -> likes.put(like.left() + " " + like.right(), like.bits()));
    return likes;
  }

  /** A resolver and what it has told. */
  private static final class World {
    final Map<String, String> links = new TreeMap<>();
    final Map<String, String> reasons = new HashMap<>();
    final Map<String, Double> suggested = new TreeMap<>();
    final List<String> stopped = new ArrayList<>();
    final List<ResolveStep.Refused> refused = new ArrayList<>();
    private final MemoryResolveStore store = new MemoryResolveStore();
    private final Resolver resolver;

    World(ResolveRules rules) {
      resolver = new Resolver(store, "person", rules);
    }

    void takeAny(Object next) {
      if (next instanceof SourceFragment fragment) {
        take(fragment);
      } else {
        decide((Decision) next);
      }
    }

    void take(SourceFragment fragment) {
      carryOut(resolver.resolve(fragment, cause("e" + fragment.key())));
    }

    void decide(Decision decision) {
      carryOut(resolver.decide(decision, cause(decision.id())));
    }

    Map<String, String> clusters() {
      return links;
    }

    Map<String, Double> likes() {
      Map<String, Double> likes = new TreeMap<>();
      for (String key : links.keySet()) {
        store
            .likes(key)
            .forEach(
                (other, bits) -> {
                  if (key.compareTo(other) < 0) {
                    likes.put(key + " " + other, bits);
                  }
                });
      }
      return likes;
    }

    private void carryOut(List<ResolveStep> steps) {
      for (ResolveStep step : steps) {
        switch (step) {
          case ResolveStep.Linked linked -> {
            links.put(linked.fragment().key(), linked.canonicalId());
            reasons.put(linked.fragment().key(), linked.reason());
          }
          case ResolveStep.Suggested asked -> {
            suggested.put(asked.left() + " " + asked.right(), asked.bits());
            stopped.add(String.valueOf(asked.stopped()));
          }
          case ResolveStep.Settled settled ->
              suggested.remove(settled.left() + " " + settled.right());
          case ResolveStep.Refused one -> refused.add(one);
          case ResolveStep.Merge _, ResolveStep.Absorb _ -> {}
        }
      }
    }
  }

  private static SourceFragment person(
      String connection, int n, String given, String family, String born, String email) {
    return fragment(connection, n, 1 + born.length() + given.length(), given, family, born, email);
  }

  private static SourceFragment fragment(
      String connection,
      int n,
      long version,
      String given,
      String family,
      String born,
      String email) {
    SourceKey source = new SourceKey(connection, "contact", Integer.toString(n));
    Bytes body = Bytes.utf8(given + family + born + email);
    return new SourceFragment(
        "person",
        source,
        AliasId.of(Entities.PERSON, source),
        new Stamp(version, false, Digest.of(body.toArray())),
        null,
        MORNING.plusSeconds(n),
        email.isEmpty() ? List.of() : List.of(Token.of("email", email)),
        MATCHER.profile(
            List.of(List.of(given), List.of(family), born.isEmpty() ? List.of() : List.of(born))),
        body);
  }

  private static String key(String connection, int n) {
    return new SourceKey(connection, "contact", Integer.toString(n)).linkKey("person");
  }

  private static String alias(String connection, int n) {
    return AliasId.of(Entities.PERSON, new SourceKey(connection, "contact", Integer.toString(n)));
  }

  private static Decision decision(String id, Decision.Kind kind, String... records) {
    return new Decision(
        id, kind, List.of(records), "ann", "seen", MORNING.plusSeconds(id.charAt(0)));
  }

  private static Cause cause(String id) {
    return new Cause(id, new SourceKey("crm", "contact", "1"), id, null, MORNING, false);
  }

  private static Comparison comparison(String name, Likeness likeness, int exchanged) {
    return new Comparison(name, likeness, likeness.levels(), exchanged, null, null);
  }

  private static BlockRule block(String name, int comparison, BlockRule.Cut cut) {
    return new BlockRule(name, List.of(new BlockRule.Part(comparison, cut)));
  }
}
