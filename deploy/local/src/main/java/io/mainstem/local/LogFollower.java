package io.mainstem.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives the whole lines that a log has gained since the last look. */
final class LogFollower {
  private final Path log;
  private long position;

  /**
   * Begins after what the log holds now; a log that is not there yet is followed from its start.
   */
  LogFollower(Path log, long position) {
    this.log = log;
    this.position = position;
  }

  List<String> newLines() throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long length = file.length();
      position = Math.min(position, length);
      byte[] gained = new byte[(int) (length - position)];
      file.seek(position);
      file.readFully(gained);
      List<String> lines = new ArrayList<>();
      int from = 0;
      for (int at = 0; at < gained.length; at++) {
        if (gained[at] == '\n') {
          lines.add(new String(gained, from, at - from, StandardCharsets.UTF_8));
          from = at + 1;
        }
      }
      position += from;
      return lines;
    }
  }
}
