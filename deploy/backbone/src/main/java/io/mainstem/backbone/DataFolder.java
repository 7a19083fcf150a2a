package io.mainstem.backbone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The one folder that holds all state, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
  private static final long LEAST_FREE_BYTES = 500_000_000;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes the folder if need be and takes it; fails with one sentence if it cannot be used. */
  public static DataFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      requireSpace(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("in-use-by"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        String holder = Files.readString(path.resolve("in-use-by")).strip();
        channel.close();
        throw new BackboneException(
            Fault.IN_USE,
            "The data folder %s is in use by process %s; stop it or choose another with --data DIR."
                .formatted(path, holder));
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(path, channel);
    } catch (IOException failed) {
      throw notWritable(path, failed);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException ourselves) {
      return false;
    }
  }

  private static void requireSpace(Path path) throws IOException {
    long free = Files.getFileStore(path).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new BackboneException(
          Fault.DISK_FULL,
          "The disk that holds %s has %d MB left; at least %d MB are needed."
              .formatted(path, free / 1_000_000, LEAST_FREE_BYTES / 1_000_000));
    }
  }

  static BackboneException notWritable(Path path, IOException cause) {
    if (String.valueOf(cause.getMessage()).contains("No space left")) {
      return new BackboneException(
          Fault.DISK_FULL, "The disk that holds %s is full.".formatted(path), cause);
    }
    return new BackboneException(
        Fault.NOT_WRITABLE,
        "The folder %s cannot be written by %s; choose another with --data DIR."
            .formatted(path, System.getProperty("user.name")),
        cause);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException released) {
      // The lock is gone with the channel either way.
    }
  }
}
