package io.mainstem.backbone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A running child process with its log. It does not see Ctrl-C: its parent decides when and in
 * which order to stop.
 */
public final class Child implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final long POLL_MILLIS = 50;
  private static final long LOG_LIMIT_BYTES = 20_000_000;
  private static final int TAIL_LINES = 8;
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Launch launch;
  private final Process process;

  private Child(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  public static Child start(Launch launch) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "mainstem"));
    command.addAll(launch.command());
    File log = launch.log().toFile();
    try {
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      roll(launch.log());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().putAll(launch.environment());
      return new Child(launch, builder.start());
    } catch (IOException failed) {
      throw new BackboneException(
          Fault.NOT_WRITABLE,
          "%s could not be started: %s.".formatted(launch.name(), failed.getMessage()),
          failed);
    }
  }

  private static void roll(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
      Path before = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, before, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public String name() {
    return launch.name();
  }

  public Path log() {
    return launch.log();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Returns when the condition holds; fails as soon as the process ends, or after the limit. */
  public void awaitReady(Duration limit, BooleanSupplier ready) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw died();
      }
      if (System.nanoTime() > deadline) {
        throw new BackboneException(
            Fault.NOT_READY,
            "%s was not ready after %d s; its log is %s."
                .formatted(name(), limit.toSeconds(), log()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BackboneException(Fault.INTERRUPTED, "Interrupted while starting.", stopped);
    }
  }

  /** What to say about a process that ended although nobody asked it to. */
  public BackboneException died() {
    String tail = LogTail.of(log(), TAIL_LINES);
    if (tail.contains("No space left on device")) {
      return new BackboneException(
          Fault.DISK_FULL,
          "%s stopped because the disk that holds %s is full."
              .formatted(name(), log().getParent()));
    }
    return new BackboneException(
        Fault.DIED,
        "%s stopped (exit %s); the last lines of %s:%n%s"
            .formatted(name(), process.isAlive() ? "?" : process.exitValue(), log(), tail));
  }

  /** As a crash would: no chance to tidy up. */
  public void kill() {
    process.destroyForcibly();
  }

  public void stop(Duration limit) {
    process.destroy();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
      process.getOutputStream().close();
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException alreadyClosed) {
      // The pipe of a process that has ended.
    }
  }

  @Override
  public void close() {
    stop(STOP_LIMIT);
  }
}
