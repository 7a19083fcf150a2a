package io.mainstem.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String PLANTED = "io.mainstem.architecture.planted";

  private final JavaClasses everything =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.mainstem");
  private final Rules rules = new Rules("io.mainstem");

  private final JavaClasses violations = new ClassFileImporter().importPackages(PLANTED);
  private final Rules plantedRules = new Rules(PLANTED);

  @Test
  void shouldSeeEveryModule() {
    for (String part :
        List.of(
            "schemas",
            "connections",
            "runtime",
            "backbone",
            "ingest",
            "canonicalizer",
            "anomaly",
            "sink",
            "commandcentre",
            "simulators")) {
      String below = "io.mainstem." + part + ".";
      assertThat(everything.stream().anyMatch(it -> (it.getPackageName() + ".").startsWith(below)))
          .as("classes of %s were read", part)
          .isTrue();
    }
  }

  @Test
  void shouldKeepServicesApart() {
    rules.servicesDoNotKnowEachOther().check(everything);
    shouldRefuse(plantedRules.servicesDoNotKnowEachOther(), "ReachesIntoSink");
  }

  @Test
  void shouldKeepLibrariesBelowServices() {
    rules.librariesDoNotKnowServices().check(everything);
    shouldRefuse(plantedRules.librariesDoNotKnowServices(), "KnowsItsUser");
  }

  @Test
  void shouldKeepDecisionsPure() {
    rules.decisionsArePure().check(everything);
    shouldRefuse(plantedRules.decisionsArePure(), "MergesWithKafka");
  }

  @Test
  void shouldHaveClocksAndRandomnessPassedIn() {
    rules.clocksAndRandomnessArePassedIn().check(everything);
    for (String way :
        List.of(
            "Instant.now()", "currentTimeMillis", "Math.random", "Random.<init>", "randomUUID")) {
      shouldRefuse(plantedRules.clocksAndRandomnessArePassedIn(), way);
    }
  }

  private void shouldRefuse(ArchRule rule, String violation) {
    assertThatThrownBy(() -> rule.check(violations))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(violation);
  }
}
