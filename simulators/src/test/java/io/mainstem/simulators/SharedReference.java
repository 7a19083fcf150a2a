package io.mainstem.simulators;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The reference files beside the checkout, which a user's checkout does not have. */
public final class SharedReference {
  private SharedReference() {}

  /** The file, or a skipped test that says why. */
  public static Path orSkip(String name) {
    Path file =
        Path.of(System.getProperty("mainstem.root", "..")).resolve("../shared").resolve(name);
    assumeTrue(Files.isReadable(file), () -> "skipped: " + name + " is not beside this checkout");
    return file;
  }
}
