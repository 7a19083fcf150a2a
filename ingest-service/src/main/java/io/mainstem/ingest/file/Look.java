package io.mainstem.ingest.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** A file as it was when looked at: a file that still grows looks different the next time. */
record Look(long size, Instant modified) {

  static Look at(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new Look(found.size(), found.lastModifiedTime().toInstant());
  }
}
