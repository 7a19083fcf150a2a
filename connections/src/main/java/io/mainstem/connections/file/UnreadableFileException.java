package io.mainstem.connections.file;

/** A file that is no table of the kind its tool file describes. The message holds no content. */
public final class UnreadableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FileFault fault;

  public UnreadableFileException(FileFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public FileFault fault() {
    return fault;
  }
}
