package io.mainstem.conformance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one check of one thing ended.
 *
 * @param what was checked, e.g. the name of a sample
 * @param fault why it failed, or null
 */
public record Finding(String tool, Check check, String what, @Nullable String fault) {
  public boolean failed() {
    return fault != null;
  }

  public Optional<String> reason() {
    return Optional.ofNullable(fault);
  }
}
