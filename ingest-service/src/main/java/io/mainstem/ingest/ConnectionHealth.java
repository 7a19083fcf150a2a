package io.mainstem.ingest;

import io.mainstem.ingest.cdc.CdcStatus;
import io.mainstem.ingest.fetch.FetchStatus;
import io.mainstem.ingest.file.FileStatus;
import io.mainstem.ingest.poll.PollStatus;
import io.mainstem.runtime.health.Health;
import io.mainstem.runtime.health.HealthRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One health component a connection. A tool that is away degrades the service and never takes it
 * down: the other tools' deliveries still have to come in.
 */
final class ConnectionHealth {

  private final HealthRegistry registry;
  private final InstantSource clock;

  /** State and detail of a moment; the moment it began is found by comparing. */
  private record Word(Health.State state, String detail) {}

  ConnectionHealth(HealthRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  void notConfigured(String connection, List<String> missing) {
    say(connection, () -> new Word(Health.State.DEGRADED, "not configured, missing " + missing));
  }

  void watchDatabase(String connection, Supplier<CdcStatus> status) {
    say(connection, () -> word(status.get()));
  }

  void watchTool(String connection, Supplier<FetchStatus> status, PollStatus polled) {
    say(connection, () -> word(status.get(), polled));
  }

  private static Word word(FetchStatus fetched, PollStatus polled) {
    Word word = word(fetched);
    return polled.text().isEmpty()
        ? word
        : new Word(
            polled.isFailing() ? Health.State.DEGRADED : word.state(),
            word.detail() + "; reading " + polled.text());
  }

  void watchFiles(String connection, Supplier<FileStatus> status) {
    say(connection, () -> word(status.get()));
  }

  private static Word word(FileStatus status) {
    return switch (status) {
      case FileStatus.Idle(String last) -> new Word(Health.State.UP, last);
      case FileStatus.Reading(String file, long rows) ->
          new Word(Health.State.UP, "reads " + file + ": " + rows + " rows so far");
      case FileStatus.Trouble(String cause) -> new Word(Health.State.DEGRADED, cause);
    };
  }

  private static Word word(CdcStatus status) {
    return switch (status) {
      case CdcStatus.Reading(boolean snapshot) ->
          new Word(Health.State.UP, snapshot ? "reads the tables whole" : "follows the log");
      case CdcStatus.Waiting(String cause) ->
          new Word(Health.State.DEGRADED, "waits for the database: " + cause);
      case CdcStatus.Refused(String cause) ->
          new Word(Health.State.DEGRADED, "refuses to go on: " + cause);
      case CdcStatus.Stopped() -> new Word(Health.State.DEGRADED, "stopped");
    };
  }

  private static Word word(FetchStatus status) {
    return switch (status) {
      case FetchStatus.Answering() -> new Word(Health.State.UP, "answers");
      case FetchStatus.Waiting(String cause) ->
          new Word(Health.State.DEGRADED, "does not answer well, asked again later: " + cause);
      case FetchStatus.CredentialsRefused(int code) ->
          new Word(Health.State.DEGRADED, "refuses our credentials with " + code);
    };
  }

  private void say(String connection, Supplier<Word> word) {
    AtomicReference<Health> last =
        new AtomicReference<>(new Health(Health.State.DEGRADED, "starting", clock.instant()));
    registry.register(
        "connection " + connection,
        () -> {
          Word now = word.get();
          return last.accumulateAndGet(
              new Health(now.state(), now.detail(), clock.instant()),
              (old, next) ->
                  old.state() == next.state()
                      ? new Health(next.state(), next.detail(), old.since())
                      : next);
        });
  }
}
