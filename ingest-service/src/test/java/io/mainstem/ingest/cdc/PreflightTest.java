package io.mainstem.ingest.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.ingest.cdc.ServerFacts.Slot;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PreflightTest {

  private static final Optional<Slot> NO_SLOT = Optional.empty();
  private static final Optional<Slot> SLOT = Optional.of(new Slot(false, "reserved"));

  @Test
  void shouldStartFreshWithoutASlotAndResumeWithOne() {
    assertThat(decide(facts("logical", NO_SLOT), false)).isEqualTo(new Preflight.Ready());
    assertThat(decide(facts("logical", SLOT), true)).isEqualTo(new Preflight.Ready());
    // Killed between making the slot and publishing the first row.
    assertThat(decide(facts("logical", SLOT), false)).isEqualTo(new Preflight.Ready());
  }

  @Test
  void shouldRefuseWhereGoingOnWouldHideALoss() {
    Optional<Slot> invalidated = Optional.of(new Slot(false, "lost"));

    assertThat(decide(facts("logical", NO_SLOT), true)).isInstanceOf(Preflight.Refused.class);
    assertThat(decide(facts("logical", invalidated), true)).isInstanceOf(Preflight.Refused.class);
  }

  @Test
  void shouldWaitWhileTheDatabaseIsNotReady() {
    Optional<Slot> inUse = Optional.of(new Slot(true, "reserved"));

    assertThat(decide(facts("replica", NO_SLOT), false)).isInstanceOf(Preflight.NotYet.class);
    assertThat(decide(facts("logical", inUse), true)).isInstanceOf(Preflight.NotYet.class);
    assertThat(decide(facts("logical", NO_SLOT, List.of("public.a"), List.of()), false))
        .isEqualTo(new Preflight.NotYet("tables: [public.a] missing (expected: present)"));
    assertThat(decide(facts("logical", NO_SLOT, List.of(), List.of("public.a")), false))
        .isInstanceOf(Preflight.NotYet.class);
  }

  private static Preflight decide(ServerFacts facts, boolean resuming) {
    return Preflight.decide(facts, resuming, "mainstem_rota", "ingest-cdc-rota");
  }

  private static ServerFacts facts(String walLevel, Optional<Slot> slot) {
    return facts(walLevel, slot, List.of(), List.of());
  }

  private static ServerFacts facts(
      String walLevel, Optional<Slot> slot, List<String> missing, List<String> partial) {
    return new ServerFacts(walLevel, slot, new TreeSet<>(missing), new TreeSet<>(partial));
  }
}
