package io.mainstem.ingest.file;

import io.mainstem.connections.Connection;
import io.mainstem.connections.file.UnreadableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files out of a folder: read ones go to its {@code done}, refused ones to its {@code
 * refused}, each beside a receipt, unless they are to stay. It looks every second rather than being
 * told, because shared drives tell nobody.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(15);
  private static final int MAX_STRANGERS = 1_000;

  /** What programs call a file while they write it. */
  private static final List<String> UNFINISHED =
      List.of(".part", ".tmp", ".temp", ".filepart", ".crdownload", ".partial", ".swp");

  private final Path folder;
  private final FileIntake intake;
  private final InstantSource clock;
  private final Settling settling;
  private final boolean keep;
  private final Map<String, Look> kept = new HashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private final Thread thread;

  /**
   * Watches nothing before {@link #start}.
   *
   * @param folder made where it is not there
   */
  public FolderWatch(Path folder, Connection.Files files, FileIntake intake, InstantSource clock) {
    this.folder = folder;
    this.keep = files.keep();
    this.intake = intake;
    this.clock = clock;
    this.settling = new Settling(files.settle());
    this.thread =
        Thread.ofPlatform().name("files-" + intake.connection()).daemon().unstarted(this::watch);
  }

  public void start() {
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(scan() ? EVERY : AFTER_TROUBLE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether all went well. */
  private boolean scan() throws InterruptedException {
    try {
      Files.createDirectories(folder);
      for (String name : settling.ready(present(), clock.instant())) {
        take(name);
      }
      return true;
    } catch (IOException | NotStoredException e) {
      intake.troubled(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      log.atWarn()
          .addKeyValue("connection", intake.connection())
          .addKeyValue("cause", e.getClass().getSimpleName())
          .log("files wait");
      return false;
    } catch (RuntimeException e) {
      intake.troubled("files cannot be read: " + e.getClass().getSimpleName());
      log.atError().addKeyValue("connection", intake.connection()).setCause(e).log("files wait");
      return false;
    }
  }

  private Map<String, Look> present() throws IOException {
    Map<String, Look> present = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (isFinished(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Look look = Look.at(file);
          if (intake.wants(name)) {
            if (!look.equals(kept.get(name))) {
              present.put(name, look);
            }
          } else if (strangers.size() < MAX_STRANGERS && strangers.add(name)) {
            log.atWarn()
                .addKeyValue("connection", intake.connection())
                .addKeyValue("file", name)
                .log("no pattern of the tool file fits this file; it is left alone");
          }
        }
      }
    }
    return present;
  }

  private static boolean isFinished(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.startsWith(".")
        && !lower.startsWith("~$")
        && UNFINISHED.stream().noneMatch(lower::endsWith);
  }

  private void take(String name) throws IOException, NotStoredException, InterruptedException {
    Path file = folder.resolve(name);
    Instant written = Files.getLastModifiedTime(file).toInstant();
    try {
      Receipt receipt = intake.take(file, name, written);
      putAway(file, "done", receipt.json());
    } catch (UnreadableFileException e) {
      log.atWarn()
          .addKeyValue("connection", intake.connection())
          .addKeyValue("fault", e.fault())
          .log("file refused");
      putAway(file, "refused", (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A file that stays is known again by its look, and after a restart by its content. */
  private void putAway(Path file, String where, byte[] receipt) throws IOException {
    if (keep) {
      kept.put(file.getFileName().toString(), Look.at(file));
      return;
    }
    Path place = Files.createDirectories(folder.resolve(where));
    Path target = place.resolve(file.getFileName());
    for (int n = 2; Files.exists(target); n++) {
      target = place.resolve(n + "-" + file.getFileName());
    }
    Files.write(place.resolve(target.getFileName() + ".receipt.json"), receipt);
    Files.move(file, target);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
