package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.SourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Output} wrote, in the same order. */
final class Input {
  private final BinaryDecoder decoder;

  private final byte layout;

  Input(byte[] bytes, byte layout, int offset) {
    this.layout = layout;
    decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
  }

  /** A decoder's step; a failure means that a store or an internal topic is damaged. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException;
  }

  byte layout() {
    return layout;
  }

  double fraction() {
    return get(decoder::readDouble);
  }

  String text() {
    return get(decoder::readString);
  }

  long whole() {
    return get(decoder::readLong);
  }

  boolean flag() {
    return get(decoder::readBoolean);
  }

  /** What {@link Output#flags} wrote: 1 for the first, 2 for the second. */
  int flags() {
    byte[] flags = new byte[1];
    get(
        () -> {
          decoder.readFixed(flags);
          return flags;
        });
    return flags[0];
  }

  /** Whether nothing is left: what an earlier release wrote may end sooner. */
  boolean isEnd() {
    return get(decoder::isEnd);
  }

  Bytes blob() {
    return Bytes.of(get(() -> decoder.readBytes(null)));
  }

  byte[] bytes() {
    return blob().toArray();
  }

  Instant instant() {
    return Instant.ofEpochSecond(whole(), whole());
  }

  Digest digest() {
    return new Digest(whole(), whole());
  }

  SourceKey source() {
    return new SourceKey(text(), text(), text());
  }

  <T> @Nullable T optional(Function<Input, T> read) {
    return flag() ? read.apply(this) : null;
  }

  <T> List<T> list(Function<Input, T> read) {
    long size = whole();
    List<T> values = new ArrayList<>(Math.toIntExact(size));
    for (long i = 0; i < size; i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  private static <T> T get(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException("a record in our own store or topic does not decode", e);
    }
  }
}
