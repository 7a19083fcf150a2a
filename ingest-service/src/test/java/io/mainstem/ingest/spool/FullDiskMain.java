package io.mainstem.ingest.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Appends until the disk refuses, saying the number of each that was synced. */
final class FullDiskMain {
  private static final int VALUE_BYTES = 10_000;
  private static final int MOST = 1_000;

  /** A limit on file sizes does to one file what a full disk does. */
  private static final int FILE_BYTES = 1_000_000;

  private FullDiskMain() {}

  public static void main(String[] folder) throws Exception {
    SpoolSettings settings = new SpoolSettings(Path.of(folder[0]), 1L << 30, Duration.ofHours(1));
    Spool spool = Spool.start(settings, InstantSource.system());
    String self = Long.toString(ProcessHandle.current().pid());
    var _ = new ProcessBuilder("prlimit", "--fsize=" + FILE_BYTES, "--pid", self).start().waitFor();
    for (int n = 0; n < MOST; n++) {
      byte[] value = new byte[VALUE_BYTES];
      value[0] = (byte) n;
      Entry entry = Entry.of("source.pos", "k", List.of(), value, InstantSource.system().instant());
      try {
        spool.append(List.of(entry)).join();
      } catch (CompletionException refused) {
        if (!(refused.getCause() instanceof SpoolException why)) {
          throw refused;
        }
        System.out.println("refused " + why.reason() + " usable " + spool.isUsable());
        Runtime.getRuntime().halt(0);
      }
      System.out.println("synced " + n);
    }
  }
}
