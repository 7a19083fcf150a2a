package io.mainstem.connections.map;

import org.jspecify.annotations.Nullable;

/** Thrown inside this package where a payload does not fit; becomes {@link MapResult.Unfit}. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final UnfitCode code;
  private final @Nullable String field;

  Misfit(UnfitCode code, String cause, @Nullable String field) {
    super(cause, null, false, false);
    this.code = code;
    this.field = field;
  }

  MapResult.Unfit unfit() {
    return new MapResult.Unfit(code, String.valueOf(getMessage()), field);
  }
}
