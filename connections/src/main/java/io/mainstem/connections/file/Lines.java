package io.mainstem.connections.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a text that may be of any length: what goes past the limit is dropped, and said. */
final class Lines implements Closeable {
  private static final int KEPT_OF_A_LONG_LINE = 1_000;
  private static final int KEPT_OF_A_BROKEN_ROW = 4_000;

  /**
   * One line without its break.
   *
   * @param number 1-based
   * @param tooLong only its beginning is there
   */
  record Line(long number, String text, boolean tooLong) {
    /**
     * Whether bytes were no text: they read as U+FFFD, or as NUL, which no later stage can hold.
     */
    boolean isDamaged() {
      return Lines.isDamaged(text);
    }

    FileRow broken(RowFault fault, String cause) {
      return new FileRow.Broken(
          number, fault, cause, text.substring(0, Math.min(text.length(), KEPT_OF_A_BROKEN_ROW)));
    }
  }

  private final Reader reader;
  private final char[] buffer = new char[32 * 1024];
  private final Deque<Line> returned = new ArrayDeque<>();
  private int at;
  private int end;
  private long number;
  private boolean afterReturn;

  private Lines(Reader reader) {
    this.reader = reader;
  }

  static Lines of(Path file, Survey survey) throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(survey.byteOrderMark());
    return new Lines(
        new InputStreamReader(
            in,
            survey
                .encoding()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)));
  }

  /** Null after the last. */
  @Nullable Line next() throws IOException {
    if (!returned.isEmpty()) {
      return returned.pop();
    }
    StringBuilder text = new StringBuilder();
    boolean tooLong = false;
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      char found = buffer[at++];
      if (found == '\n' && afterReturn) {
        afterReturn = false;
        any = !text.isEmpty();
        continue;
      }
      afterReturn = found == '\r';
      if (found == '\n' || found == '\r') {
        return new Line(++number, text.toString(), tooLong);
      }
      if (!tooLong && text.length() == FileLimits.MAX_ROW_CHARS) {
        tooLong = true;
        text.setLength(KEPT_OF_A_LONG_LINE);
      }
      if (!tooLong) {
        text.append(found);
      }
    }
    return any ? new Line(++number, text.toString(), tooLong) : null;
  }

  static boolean isDamaged(String text) {
    return text.indexOf('\uFFFD') >= 0 || text.indexOf('\0') >= 0;
  }

  /** They come again, in this order. */
  void giveBack(List<Line> lines) {
    lines.reversed().forEach(returned::push);
  }

  private boolean fill() throws IOException {
    at = 0;
    end = reader.read(buffer);
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
