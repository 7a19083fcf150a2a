package io.mainstem.connections.file;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, read as they are asked for. */
public interface Rows extends Closeable {

  /**
   * The next row; null after the last.
   *
   * @throws UnreadableFileException if the file is damaged where it cannot go on
   */
  @Nullable FileRow next() throws IOException, UnreadableFileException;
}
