package io.mainstem.runtime.avro;

import org.jspecify.annotations.Nullable;

/** The registry did not answer in time. Nothing is wrong with the record: try again. */
public final class RegistryUnavailableException extends RuntimeException {
  public RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
