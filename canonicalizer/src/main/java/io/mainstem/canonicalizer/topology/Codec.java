package io.mainstem.canonicalizer.topology;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * How one of our own records is kept in stores and internal topics: a byte naming the layout, then
 * its values. A changed layout takes the next number and keeps reading the last.
 */
record Codec<T>(BiConsumer<Output, T> write, Function<Input, T> read) {
  /** The newest layout we write, and only where a value needs it; older ones are read for ever. */
  static final byte LAYOUT = 4;

  static final byte FIRST = 1;

  /** Stamps say whether an event was sent again. */
  static final byte AGAIN = 2;

  /** Fragments have a profile. */
  static final byte PROFILE = 3;

  /** Records say what their vendor merged. */
  static final byte MERGED = 4;

  Serde<T> serde() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : toBytes(value),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  byte[] toBytes(T value) {
    Output out = new Output();
    write.accept(out, value);
    return out.toByteArray();
  }

  T fromBytes(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0 || bytes[0] < FIRST || bytes[0] > LAYOUT) {
      throw new IllegalStateException(
          "layout: "
              + (bytes == null || bytes.length == 0 ? "none" : bytes[0])
              + " (expected: at most "
              + LAYOUT
              + "; this state was written by a newer release)");
    }
    return read.apply(new Input(bytes, bytes[0], 1));
  }
}
