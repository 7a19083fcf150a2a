package io.mainstem.canonicalizer.topology;

import io.mainstem.runtime.avro.RegistryUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks again where a record cannot be read without the registry; each question already waits a
 * minute inside {@code RegistrySchemaIds}. The wait ends before the group would take the thread for
 * dead; the thread then dies, is replaced, and begins again.
 *
 * @param pause between two attempts
 * @param attempts at most
 */
record Patience(Duration pause, int attempts) {
  static final Patience DEFAULT = new Patience(Duration.ofSeconds(1), 3);

  <T> T ask(Supplier<T> question) {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.get();
      } catch (RegistryUnavailableException e) {
        if (attempt >= attempts) {
          throw e;
        }
        rest(e);
      }
    }
  }

  private void rest(RegistryUnavailableException unavailable) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable;
    }
  }
}
