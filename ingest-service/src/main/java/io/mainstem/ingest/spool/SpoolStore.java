package io.mainstem.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Entries on disk by number, in RocksDB: a write returns once its log is synced. One process at a
 * time; thread safe, as a handle must not be closed under a reader.
 */
final class SpoolStore implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final long WRITE_BUFFER_BYTES = 16L << 20;
  private static final long LOG_FILE_BYTES = 1L << 20;
  private static final int LOG_FILES = 2;

  private final Options options;
  private final RocksDB rocks;
  private boolean closed;

  /** One entry under its number. */
  record Kept(long number, Entry entry) {
    long bytes() {
      return SpoolStore.bytes(entry);
    }
  }

  private SpoolStore(Options options, RocksDB rocks) {
    this.options = options;
    this.rocks = rocks;
  }

  /**
   * Opens a folder, or makes it; nobody but our own user may look inside.
   *
   * @throws RocksDBException where another process has it, or what was synced is damaged
   */
  static SpoolStore open(Path folder) throws IOException, RocksDBException {
    makeOwnersOnly(folder);
    loadLibrary();
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxTotalWalSize(2 * WRITE_BUFFER_BYTES)
            .setMaxLogFileSize(LOG_FILE_BYTES)
            .setKeepLogFileNum(LOG_FILES)
            .setParanoidChecks(true)
            // Half a record at the end is one that was never acknowledged; anything else damaged in
            // the log is a loss, and must not be opened over.
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
    try {
      return new SpoolStore(options, RocksDB.open(options, folder.toString()));
    } catch (RocksDBException e) {
      options.close();
      throw e;
    }
  }

  /** It is unpacked to the temporary folder, which may be full. */
  private static void loadLibrary() throws IOException {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new IOException("library cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static void makeOwnersOnly(Path folder) throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    boolean posix =
        Files.getFileStore(folder.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, attributes);
    } else if (posix) {
      var _ = Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /** What an entry counts for. */
  static long bytes(Entry entry) {
    return (long) Long.BYTES + entry.topic().length() + entry.bytes().length;
  }

  /** Returns once all of them are on disk; where it fails some of them may be. */
  synchronized void append(List<Kept> entries) throws RocksDBException {
    checkOpen();
    try (WriteBatch batch = new WriteBatch();
        WriteOptions synced = new WriteOptions().setSync(true)) {
      for (Kept kept : entries) {
        batch.put(key(kept), kept.entry().bytes());
      }
      rocks.write(synced, batch);
    }
  }

  /** Not synced: what comes back after a crash is forwarded twice. */
  synchronized void remove(Collection<Kept> entries) throws RocksDBException {
    checkOpen();
    try (WriteBatch batch = new WriteBatch();
        WriteOptions lazily = new WriteOptions()) {
      for (Kept kept : entries) {
        batch.delete(key(kept));
      }
      rocks.write(lazily, batch);
    }
  }

  /** The first entries from a number on, at least one where there is one. */
  synchronized List<Kept> from(long number, int atMost, long atMostBytes)
      throws RocksDBException, IOException {
    checkOpen();
    List<Kept> found = new ArrayList<>();
    long bytes = 0;
    try (ReadOptions read = new ReadOptions().setFillCache(false);
        RocksIterator iterator = rocks.newIterator(read)) {
      iterator.seek(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
      while (iterator.isValid() && found.size() < atMost && bytes < atMostBytes) {
        Kept kept = kept(iterator.key(), iterator.value());
        found.add(kept);
        bytes += kept.bytes();
        iterator.next();
      }
      iterator.status();
    }
    return found;
  }

  /** Removes the files themselves once everything was forwarded: deleting only marks. */
  synchronized void wipe() throws RocksDBException {
    checkOpen();
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      rocks.flush(waiting);
    }
    rocks.compactRange();
  }

  private void checkOpen() throws RocksDBException {
    if (closed) {
      throw new RocksDBException("closed");
    }
  }

  private static byte[] key(Kept kept) {
    byte[] topic = kept.entry().topic().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + topic.length).putLong(kept.number()).put(topic).array();
  }

  private static Kept kept(byte[] key, byte[] value) throws IOException {
    ByteBuffer parts = ByteBuffer.wrap(key);
    long number = parts.getLong();
    String topic = StandardCharsets.UTF_8.decode(parts).toString();
    return new Kept(number, Entry.read(topic, value));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      rocks.close();
      options.close();
    }
  }
}
