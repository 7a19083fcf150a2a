package io.mainstem.ingest;

import io.mainstem.ingest.cdc.SchemaLog;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps a database's schemas, numbered from zero, where all state of its connection is kept. */
record StateSchemaLog(ConnectionStates states, String connection) implements SchemaLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public List<String> read() {
    await();
    List<String> all = new ArrayList<>();
    for (Optional<String> next = at(0); next.isPresent(); next = at(all.size())) {
      all.add(next.get());
    }
    return all;
  }

  @Override
  public void append(String json) {
    keep(
        states.put(
            connection,
            StateKind.SCHEMA,
            name(read().size()),
            json.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void clear() {
    for (int n = read().size() - 1; n >= 0; n--) {
      keep(states.remove(connection, StateKind.SCHEMA, name(n)));
    }
  }

  private Optional<String> at(int n) {
    return states
        .get(connection, StateKind.SCHEMA, name(n))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static String name(int n) {
    return String.valueOf(n);
  }

  private void await() {
    try {
      states.awaitCaughtUp(PATIENCE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the state of connections cannot be read yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void keep(CompletableFuture<Void> stored) {
    try {
      stored.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker did not keep a schema in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
