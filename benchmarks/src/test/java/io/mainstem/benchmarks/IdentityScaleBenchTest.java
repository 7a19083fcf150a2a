package io.mainstem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.resolve.MemoryResolveStore;
import io.mainstem.canonicalizer.resolve.Resolver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityScaleBenchTest {
  /** Nothing is timed here: only that it runs, on the stores of the service, and what it prints. */
  @Test
  void shouldSayWhatARecordCostsAsTheNumberGrows() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new IdentityScaleBench(Effort.QUICK, 300)
        .cost()
        .print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().getLast())
        .matches("\\{\"bench\":\"identity-scale\",\"cost_ratio\":[0-9.]+,\"from\":3,\"to\":300}");
  }

  @Test
  void shouldTellTheSameFromStoresOnDiskAsFromMaps() throws Exception {
    IdentityCost cost = new IdentityCost();
    Population population = new Population(11);
    try (RocksStores stores = RocksStores.open(IdentityScaleBench.STORE_MEGABYTES)) {
      Resolver onDisk = cost.resolver(stores.resolve());
      Resolver onMaps = cost.resolver(new MemoryResolveStore());
      for (long number = 0; number < 500; number++) {
        SourceFragment fragment = cost.fragment(population.card(number), number);
        assertThat(onDisk.resolve(fragment, IdentityCost.cause(fragment)))
            .isEqualTo(onMaps.resolve(fragment, IdentityCost.cause(fragment)));
      }
    }
  }

  @Test
  void shouldInventTheSamePeopleAgainAndSomeOfThemTwice() {
    Population population = new Population(7);
    Set<String> records = new HashSet<>();
    Set<Long> people = new HashSet<>();
    for (long number = 0; number < 1_000; number++) {
      Population.Card card = population.card(number);
      assertThat(card).isEqualTo(new Population(7).card(number));
      records.add(card.tool() + card.id());
      people.add(population.person(number));
    }
    assertThat(records).hasSizeBetween(850, 950);
    assertThat(people).hasSizeBetween(650, 750);
  }
}
