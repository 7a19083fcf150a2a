package io.mainstem.backbone;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder the build fills with what the backbone is made of: the broker's jars, the registry's
 * application and the PostgreSQL binaries of this platform.
 */
public record Programs(Path folder) {
  private static final String PROPERTY = "mainstem.programs";
  private static final String IN_REPOSITORY = "deploy/backbone/target/programs";

  /**
   * The folder named by the system property {@code mainstem.programs}, else the one of the
   * repository we run in.
   */
  public static Programs find() {
    List<Path> candidates = new ArrayList<>();
    @Nullable String named = System.getProperty(PROPERTY);
    if (named != null) {
      candidates.add(Path.of(named));
    }
    @Nullable String root = System.getProperty("mainstem.root");
    if (root != null) {
      candidates.add(Path.of(root).resolve(IN_REPOSITORY));
    }
    addAncestors(candidates, Path.of("").toAbsolutePath());
    addAncestors(candidates, ownLocation());
    return candidates.stream()
        .filter(candidate -> Files.exists(candidate.resolve("registry/quarkus-run.jar")))
        .findFirst()
        .map(found -> new Programs(found.toAbsolutePath().normalize()))
        .orElseThrow(
            () ->
                new BackboneException(
                    Fault.NOT_BUILT,
                    "The backbone's programs are not built; run: mvn -q -pl deploy/backbone package"
                        + " -DskipTests"));
  }

  private static void addAncestors(List<Path> candidates, Path from) {
    for (@Nullable Path at = from; at != null; at = at.getParent()) {
      candidates.add(at.resolve(IN_REPOSITORY));
    }
  }

  Path kafka() {
    return folder.resolve("kafka");
  }

  Path registry() {
    return folder.resolve("registry");
  }

  Path postgres() {
    return folder.resolve("postgres");
  }

  /** Where this library's own classes are: child JVMs need {@link Tether}. */
  static Path ownLocation() {
    @Nullable CodeSource source = Programs.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new BackboneException(Fault.NOT_BUILT, "The backbone library has no location.");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException odd) {
      throw new BackboneException(
          Fault.NOT_BUILT, "The backbone library has an odd location.", odd);
    }
  }
}
