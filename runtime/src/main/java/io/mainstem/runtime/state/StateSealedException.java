package io.mainstem.runtime.state;

import org.jspecify.annotations.Nullable;

/** A value that must be sealed and cannot be, or cannot be opened. Holds no secret. */
public final class StateSealedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateSealedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
