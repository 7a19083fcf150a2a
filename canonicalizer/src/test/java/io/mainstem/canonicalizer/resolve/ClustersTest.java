package io.mainstem.canonicalizer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.fragment.Stamp;
import io.mainstem.canonicalizer.fragment.Token;
import io.mainstem.connections.identity.Profile;
import io.mainstem.connections.identity.Verdicts;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  private static final int MAX = 4;

  private final Clusters clusters = new Clusters(ResolveRules.of(Guards.ofCluster(MAX)));

  @Test
  void shouldConnectThroughOthersAndNameTheClusterAfterWhoCameFirst() {
    List<Cluster> found =
        of(List.of(record(3, "email:a"), record(1, "email:b"), record(2, "email:a", "email:b")));

    assertThat(found).singleElement().extracting(Cluster::id).isEqualTo(record(1).alias());
  }

  @Test
  void shouldKeepApartWhatSharesNothing() {
    assertThat(of(List.of(record(1, "email:a"), record(2, "phone:a"), record(3)))).hasSize(3);
  }

  @Test
  void shouldLinkAsManyAsTheGuardAllowsAndNoneThroughAValueThatMoreShare() {
    List<SourceRecord> atTheLimit =
        IntStream.rangeClosed(1, MAX).mapToObj(age -> record(age, "email:info")).toList();
    List<SourceRecord> onePast = new ArrayList<>(atTheLimit);
    onePast.add(record(MAX + 1, "email:info"));

    assertThat(of(atTheLimit)).hasSize(1);
    assertThat(of(onePast)).hasSize(MAX + 1);
    assertThat(stops(atTheLimit)).isEmpty();
    assertThat(stops(onePast))
        .hasSize(MAX)
        .allSatisfy(stop -> assertThat(stop.why()).contains("hold this any"));
  }

  @Test
  void shouldCutAChainAtTheGuardTheSameWayInWhateverOrderItIsGiven() {
    List<SourceRecord> chain =
        new ArrayList<>(
            IntStream.rangeClosed(1, 3 * MAX)
                .mapToObj(age -> record(age, "email:" + age, "email:" + (age + 1)))
                .toList());
    List<Cluster> expected = of(chain);

    assertThat(expected).allSatisfy(each -> assertThat(each.members()).hasSizeLessThan(MAX + 1));
    assertThat(stops(chain))
        .isNotEmpty()
        .allSatisfy(stop -> assertThat(stop.why()).contains("maxClusterSize"));
    for (long seed = 0; seed < 20; seed++) {
      Collections.shuffle(chain, new Random(seed));
      assertThat(of(chain)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private List<Cluster> of(List<SourceRecord> records) {
    return clusters.of(records, List.of(), Verdicts.of(List.of())).clusters();
  }

  private List<Stop> stops(List<SourceRecord> records) {
    return clusters.of(records, List.of(), Verdicts.of(List.of())).stops();
  }

  private static SourceRecord record(int age, String... tokens) {
    SourceKey source = new SourceKey("crm", "contact", Integer.toString(age));
    return SourceRecord.first(
        new SourceFragment(
            "person",
            source,
            AliasId.of(Entities.PERSON, source),
            new Stamp(1, false, Digest.ZERO),
            null,
            MORNING.plusSeconds(age),
            Arrays.stream(tokens).map(token -> Token.of("any", token)).toList(),
            Profile.EMPTY,
            Bytes.utf8("x")));
  }
}
