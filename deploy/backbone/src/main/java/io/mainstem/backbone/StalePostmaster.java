package io.mainstem.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * After a crash the cluster's pid file remains. Its process may be gone, may by now be somebody
 * else's, or may be a PostgreSQL that outlived its parent; only the last is ended, and the file
 * never stops a start.
 */
final class StalePostmaster {
  private static final long STOP_SECONDS = 10;

  private StalePostmaster() {}

  static Optional<Long> pid(Path data) {
    try {
      return Files.readAllLines(data.resolve("postmaster.pid")).stream()
          .findFirst()
          .map(line -> Long.parseLong(line.strip()));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  static void clear(Path data) throws IOException {
    Optional<ProcessHandle> orphan =
        pid(data).flatMap(ProcessHandle::of).filter(StalePostmaster::isPostgres);
    if (orphan.isPresent()) {
      end(orphan.get());
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  private static void end(ProcessHandle orphan) {
    orphan.destroy();
    try {
      orphan.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException stubborn) {
      orphan.destroyForcibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
