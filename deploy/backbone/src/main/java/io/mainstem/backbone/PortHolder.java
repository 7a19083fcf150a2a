package io.mainstem.backbone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The process that listens on a port, as far as this user may know. */
record PortHolder(long pid, String program) {
  private static final String LISTEN = "0A";
  private static final long LSOF_SECONDS = 3;

  static Optional<PortHolder> of(int port) {
    try {
      return Files.isDirectory(Path.of("/proc/net")) ? fromProc(port) : fromLsof(port);
    } catch (IOException | InterruptedException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<PortHolder> fromProc(int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      Path path = Path.of(table);
      if (Files.isReadable(path)) {
        for (String line : Files.readAllLines(path)) {
          String[] columns = line.strip().split("\\s+", -1);
          if (columns.length > 9
              && columns[3].equals(LISTEN)
              && columns[1].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
            sockets.add("socket:[" + columns[9] + "]");
          }
        }
      }
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holdsOneOf(process, sockets)) {
          return Optional.of(named(Long.parseLong(process.getFileName().toString())));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holdsOneOf(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException notOurs) {
      return false;
    }
    return false;
  }

  private static Optional<PortHolder> fromLsof(int port) throws IOException, InterruptedException {
    Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
    if (!lsof.waitFor(LSOF_SECONDS, TimeUnit.SECONDS)) {
      lsof.destroyForcibly();
      return Optional.empty();
    }
    String answer =
        new String(lsof.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return answer.lines().findFirst().map(pid -> named(Long.parseLong(pid.strip())));
  }

  private static PortHolder named(long pid) {
    String program =
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().command())
            .map(command -> "(" + Path.of(command).getFileName() + ")")
            .orElse("");
    return new PortHolder(pid, program);
  }
}
