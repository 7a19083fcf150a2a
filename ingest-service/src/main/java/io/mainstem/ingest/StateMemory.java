package io.mainstem.ingest;

import io.mainstem.ingest.file.FileMemory;
import io.mainstem.ingest.file.NotStoredException;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remembers a connection's files where all its state is kept. */
record StateMemory(ConnectionStates states, String connection) implements FileMemory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Optional<byte[]> recall(String name) throws NotStoredException, InterruptedException {
    try {
      states.awaitCaughtUp(PATIENCE);
      return states.get(connection, StateKind.FILE, name);
    } catch (TimeoutException e) {
      throw new NotStoredException("the state of connections cannot be read yet", e);
    }
  }

  @Override
  public void remember(String name, byte[] value) throws NotStoredException, InterruptedException {
    try {
      states
          .put(connection, StateKind.FILE, name, value)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new NotStoredException("the broker did not keep the file's state in time", e);
    }
  }
}
