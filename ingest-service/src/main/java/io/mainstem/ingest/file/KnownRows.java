package io.mainstem.ingest.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Ids of the records a complete file had, packed small enough to be remembered. */
final class KnownRows {
  /** Beyond this a file's records are not remembered, and so none is ever deleted. */
  static final int MAX_IDS = 200_000;

  /** Well below what a broker takes in one record. */
  static final int CHUNK_BYTES = 512 * 1024;

  private KnownRows() {}

  /** Sorted, so that they pack well. */
  static List<byte[]> pack(Collection<String> ids) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      for (String id : new TreeSet<>(ids)) {
        out.write(id.getBytes(StandardCharsets.UTF_8));
        out.write(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] all = packed.toByteArray();
    List<byte[]> chunks = new java.util.ArrayList<>();
    for (int from = 0; from < all.length; from += CHUNK_BYTES) {
      chunks.add(java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + CHUNK_BYTES)));
    }
    return chunks;
  }

  static Set<String> unpack(List<byte[]> chunks) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    chunks.forEach(packed::writeBytes);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      Set<String> ids = new HashSet<>();
      for (String id : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\0", -1)) {
        if (!id.isEmpty()) {
          ids.add(id);
        }
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In a fixed order, so that a repetition stores the same. */
  static List<String> missing(Set<String> before, Set<String> now) {
    return before.stream()
        .filter(id -> !now.contains(id))
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
