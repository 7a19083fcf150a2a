package io.mainstem.ingest.file;

import java.util.Optional;

/** What one connection remembers of its files, wherever the service runs next. */
public interface FileMemory {

  Optional<byte[]> recall(String name) throws NotStoredException, InterruptedException;

  /** Returns once it is kept. */
  void remember(String name, byte[] value) throws NotStoredException, InterruptedException;
}
