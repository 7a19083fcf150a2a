package io.mainstem.backbone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log that say something, however large it is. */
public final class LogTail {
  private static final int WINDOW_BYTES = 16_384;
  private static final String STACK_FRAME = "\tat ";

  private LogTail() {}

  public static String of(Path log, int lines) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - WINDOW_BYTES);
      byte[] window = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(window);
      List<String> all =
          new String(window, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith(STACK_FRAME))
              .toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException unreadable) {
      return "(no log)";
    }
  }
}
