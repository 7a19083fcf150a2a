package io.mainstem.connections.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Looks at a workbook's parts before it is opened: what they say of their size may be a lie. */
final class Workbooks {
  private static final String TEXTS = "xl/sharedStrings.xml";

  private Workbooks() {}

  static void check(Path file) throws IOException, UnreadableFileException {
    if (Files.size(file) > FileLimits.MAX_WORKBOOK_BYTES) {
      throw new UnreadableFileException(
          FileFault.TOO_LARGE,
          "workbook: "
              + Files.size(file)
              + " bytes (expected: at most "
              + FileLimits.MAX_WORKBOOK_BYTES
              + "; larger tables come as csv)");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long all = 0;
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        long limit =
            entry.getName().equalsIgnoreCase(TEXTS)
                ? FileLimits.MAX_WORKBOOK_TEXTS_BYTES
                : FileLimits.MAX_WORKBOOK_INFLATED_BYTES;
        all += inflated(zip, entry, Math.min(limit, FileLimits.MAX_WORKBOOK_INFLATED_BYTES - all));
      }
    } catch (ZipException e) {
      throw unreadable();
    }
  }

  static UnreadableFileException unreadable() {
    return new UnreadableFileException(
        FileFault.WORKBOOK_UNREADABLE, "workbook: damaged or incomplete (expected: xlsx)");
  }

  private static long inflated(ZipFile zip, ZipEntry entry, long limit)
      throws IOException, UnreadableFileException {
    byte[] chunk = new byte[64 * 1024];
    long size = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        size += read;
        if (size > limit) {
          throw new UnreadableFileException(
              FileFault.INFLATES_TOO_FAR, "workbook: unpacked more than " + limit + " bytes");
        }
      }
    }
    return size;
  }
}
