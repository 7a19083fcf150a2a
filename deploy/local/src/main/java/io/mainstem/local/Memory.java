package io.mainstem.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process and all that it started hold in memory. */
record Memory(int processes, long bytes) {
  private static final long KIB = 1024;

  /** The sum of resident set sizes; pages that processes share are counted in each. */
  static Memory ofEverything() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .toList();
    return new Memory(all.size(), all.stream().mapToLong(it -> resident(it.pid())).sum());
  }

  private static long resident(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      if (Files.exists(status)) {
        return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
            .sum();
      }
      Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
      String answer =
          new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return answer.isEmpty() ? 0 : Long.parseLong(answer) * KIB;
    } catch (IOException | NumberFormatException gone) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return "%.1f GB in %d processes".formatted(bytes / 1e9, processes);
  }
}
