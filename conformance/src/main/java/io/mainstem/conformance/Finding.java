package io.mainstem.conformance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one check of one thing ended.
 *
 * @param what was checked, e.g. the name of a sample
 * @param why it failed or was not checked, or null
 */
public record Finding(String tool, Check check, String what, Result result, @Nullable String why) {
  /** How it ended. */
  public enum Result {
    PASSED,
    FAILED,
    /** Nothing here could try it: said aloud, and no check. */
    UNCHECKED
  }

  public boolean failed() {
    return result == Result.FAILED;
  }

  public boolean unchecked() {
    return result == Result.UNCHECKED;
  }

  public Optional<String> reason() {
    return Optional.ofNullable(why);
  }
}
