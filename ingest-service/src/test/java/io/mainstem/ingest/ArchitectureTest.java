package io.mainstem.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.mainstem.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String PURE =
      ".*\\.(Decision|Inflation|Limits|AnswerCode|AttemptDecision|Preflight|ServerFacts"
          + "|LsnHoldover|EventIds|Trace|Position)";

  @ArchTest
  static final ArchRule DECISIONS_KNOW_NO_SERVER_NO_BROKER_AND_NO_LOG =
      noClasses()
          .that()
          .haveNameMatching(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "org.eclipse.jetty..", "java.sql..", "org.slf4j..");

  @ArchTest
  static final ArchRule CLOCKS_AND_RANDOMNESS_COME_FROM_WIRING =
      noClasses()
          .that()
          .doNotHaveSimpleName("Wiring")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mainstem.canonicalizer..",
              "io.mainstem.anomaly..",
              "io.mainstem.sink..",
              "io.mainstem.commandcentre..");
}
