package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.connections.json.Bytes;
import io.mainstem.schemas.SourceKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes the values our records are made of, in Avro's binary encoding of each. */
final class Output {
  private static final int TYPICAL_BYTES = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
  private byte layout = Codec.FIRST;

  Output() {
    bytes.write(layout);
  }

  /** An encoder's step; writing to memory cannot fail. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** What is written next was not known before that layout. */
  void since(byte number) {
    layout = (byte) Math.max(layout, number);
  }

  void text(String value) {
    run(() -> encoder.writeString(value));
  }

  void whole(long value) {
    run(() -> encoder.writeLong(value));
  }

  void fraction(double value) {
    run(() -> encoder.writeDouble(value));
  }

  void flag(boolean value) {
    run(() -> encoder.writeBoolean(value));
  }

  /** Two flags in one byte; alone, the first is written as {@link #flag} does. */
  void flags(boolean first, boolean second) {
    run(() -> encoder.writeFixed(new byte[] {(byte) ((first ? 1 : 0) | (second ? 2 : 0))}));
  }

  void blob(Bytes value) {
    run(() -> encoder.writeBytes(value.buffer()));
  }

  void bytes(byte[] value) {
    run(() -> encoder.writeBytes(value));
  }

  void instant(Instant value) {
    whole(value.getEpochSecond());
    whole(value.getNano());
  }

  void digest(Digest value) {
    whole(value.high());
    whole(value.low());
  }

  void source(SourceKey value) {
    text(value.connection());
    text(value.object());
    text(value.sourceId());
  }

  <T> void optional(@Nullable T value, BiConsumer<Output, T> write) {
    flag(value != null);
    if (value != null) {
      write.accept(this, value);
    }
  }

  <T> void list(Collection<T> values, BiConsumer<Output, T> write) {
    whole(values.size());
    values.forEach(value -> write.accept(this, value));
  }

  byte[] toByteArray() {
    run(encoder::flush);
    byte[] written = bytes.toByteArray();
    written[0] = layout;
    return written;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
  }
}
