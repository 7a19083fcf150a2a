package io.mainstem.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The rules, each for the code below one root package: {@code io.mainstem}, or a place where
 * violations are planted.
 */
record Rules(String root) {
  private static final List<String> SERVICES =
      List.of("ingest", "canonicalizer", "anomaly", "sink", "commandcentre", "simulators");
  private static final List<String> LIBRARIES =
      List.of("schemas", "connections", "runtime", "backbone", "testkit");

  /** Rooms where decisions are made. */
  private static final List<String> PURE =
      List.of(
          "schemas",
          "connections",
          "canonicalizer.fragment",
          "canonicalizer.map",
          "canonicalizer.resolve",
          "canonicalizer.merge",
          "anomaly.metric",
          "anomaly.detect",
          "anomaly.explain",
          "sink.flow");

  private static final Set<Class<?>> CLOCKS =
      Set.of(
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class);

  ArchRule servicesDoNotKnowEachOther() {
    return slices()
        .matching(root + ".(" + String.join("|", SERVICES) + ")..")
        .should()
        .notDependOnEachOther()
        .because("services meet only on topics and in the reporting store");
  }

  ArchRule librariesDoNotKnowServices() {
    return noClasses()
        .that()
        .resideInAnyPackage(below(LIBRARIES))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(SERVICES))
        .because("libraries serve every service");
  }

  ArchRule decisionsArePure() {
    return noClasses()
        .that()
        .resideInAnyPackage(below(PURE))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.eclipse.jetty..",
            "java.net.http..",
            "java.sql..",
            "javax.sql..",
            "org.postgresql..",
            "com.zaxxer..",
            "org.slf4j..")
        .because("decisions are pure functions, wired by a thin shell");
  }

  /**
   * Outside what starts processes, and outside the simulated vendors, whose servers draw ids as the
   * real ones do (what is seeded there is the business, and their own tests see to it).
   */
  ArchRule clocksAndRandomnessArePassedIn() {
    return noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Main")
        .and()
        .haveSimpleNameNotEndingWith("Wiring")
        .and()
        .resideOutsideOfPackages(below(List.of("backbone", "testkit", "local", "simulators")))
        .should()
        .callCodeUnitWhere(readsClockOrRandomness())
        .because("clocks and randomness are passed in by the wiring");
  }

  private static DescribedPredicate<JavaCall<?>> readsClockOrRandomness() {
    return DescribedPredicate.describe(
        "reads a clock or draws at random", Rules::readsClockOrRandomness);
  }

  private static boolean readsClockOrRandomness(JavaCall<?> call) {
    String name = call.getName();
    boolean withoutArguments = call.getTarget().getRawParameterTypes().isEmpty();
    return (name.equals("now") && withoutArguments && isOneOf(call, CLOCKS))
        || (name.startsWith("system") && isOneOf(call, Set.of(Clock.class, InstantSource.class)))
        || (name.equals("currentTimeMillis") && isOneOf(call, Set.of(System.class)))
        || (name.equals("random") && isOneOf(call, Set.of(Math.class)))
        || (name.equals("randomUUID") && isOneOf(call, Set.of(UUID.class)))
        || (name.equals("current") && isOneOf(call, Set.of(ThreadLocalRandom.class)))
        || (name.equals("<init>") && withoutArguments && isOneOf(call, Set.of(Random.class)));
  }

  private static boolean isOneOf(JavaCall<?> call, Set<Class<?>> types) {
    return types.stream().anyMatch(type -> call.getTargetOwner().isEquivalentTo(type));
  }

  private String[] below(List<String> packages) {
    return packages.stream()
        .flatMap(name -> Stream.of(root + "." + name + ".."))
        .toArray(String[]::new);
  }
}
