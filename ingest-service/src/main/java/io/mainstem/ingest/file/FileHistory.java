package io.mainstem.ingest.file;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mainstem.connections.tool.FileSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one pattern that were taken, and the records the newest complete one had. Records
 * are written into one of two slots and then named, so that a crash in between leaves the old ones.
 */
final class FileHistory {
  private static final int MAX_HASHES = 64;
  private static final JsonMapper JSON = new JsonMapper();

  private final FileMemory memory;
  private final FileSpec spec;
  private Head head;

  /**
   * What is remembered under the pattern itself.
   *
   * @param written of the newest complete file, in milliseconds
   * @param chunks of its packed ids; 0 where they are not known
   */
  private record Head(List<String> hashes, long written, String slot, int chunks) {}

  private FileHistory(FileMemory memory, FileSpec spec, Head head) {
    this.memory = memory;
    this.spec = spec;
    this.head = head;
  }

  static FileHistory of(FileMemory memory, FileSpec spec)
      throws NotStoredException, InterruptedException {
    return new FileHistory(
        memory,
        spec,
        memory
            .recall(spec.pattern())
            .map(FileHistory::read)
            .orElseGet(() -> new Head(List.of(), Long.MIN_VALUE, "b", 0)));
  }

  private static Head read(byte[] json) {
    try {
      return JSON.readValue(json, new TypeReference<Head>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("remembered files: not as written", e);
    }
  }

  boolean has(String hash) {
    return head.hashes().contains(hash);
  }

  /** Whether a file written then may say that records are gone. */
  boolean isNewest(Instant written) {
    return written.toEpochMilli() >= head.written();
  }

  /** Empty where no complete file was taken yet, or it had too many. */
  Optional<Set<String>> records() throws NotStoredException, InterruptedException {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < head.chunks(); i++) {
      Optional<byte[]> chunk = memory.recall(chunk(head.slot(), i));
      if (chunk.isEmpty()) {
        return Optional.empty();
      }
      chunks.add(chunk.get());
    }
    return chunks.isEmpty() ? Optional.empty() : Optional.of(KnownRows.unpack(chunks));
  }

  /**
   * A file was taken.
   *
   * @param records it had; null where they do not replace those known
   */
  void took(String hash, Instant written, @Nullable Collection<String> records)
      throws NotStoredException, InterruptedException {
    List<String> hashes = new ArrayList<>(head.hashes());
    hashes.add(hash);
    List<String> last = hashes.subList(Math.max(0, hashes.size() - MAX_HASHES), hashes.size());
    Head next = new Head(List.copyOf(last), head.written(), head.slot(), head.chunks());
    if (records != null) {
      String slot = head.slot().equals("a") ? "b" : "a";
      List<byte[]> chunks = KnownRows.pack(records);
      for (int i = 0; i < chunks.size(); i++) {
        memory.remember(chunk(slot, i), chunks.get(i));
      }
      next = new Head(next.hashes(), written.toEpochMilli(), slot, chunks.size());
    }
    memory.remember(spec.pattern(), write(next));
    head = next;
  }

  private String chunk(String slot, int index) {
    return spec.pattern() + "|records|" + slot + "|" + index;
  }

  private static byte[] write(Head head) {
    try {
      return JSON.writeValueAsBytes(
          Map.of(
              "hashes", head.hashes(),
              "written", head.written(),
              "slot", head.slot(),
              "chunks", head.chunks()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
