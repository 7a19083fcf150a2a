package io.mainstem.canonicalizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** Decisions are pure: they know no Kafka, no clock, no chance. */
@AnalyzeClasses(
    packages = "io.mainstem.canonicalizer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {
    "..canonicalizer.fragment..",
    "..canonicalizer.map..",
    "..canonicalizer.resolve..",
    "..canonicalizer.merge..",
    "..canonicalizer.ledger..",
    "..canonicalizer.replay.."
  };

  @ArchTest
  static final ArchRule DECISIONS_KNOW_NO_KAFKA_HTTP_JDBC_OR_LOG =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.mainstem.runtime..",
              "io.mainstem.canonicalizer.topology..",
              "java.net.http..",
              "java.sql..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule TIME_IS_PASSED_IN =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule THERE_IS_NO_CHANCE =
      noClasses().should().dependOnClassesThat().belongToAnyOf(Random.class);
}
