package io.mainstem.connections.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs near to what is right, by a fixed seed: what a fuzzer would start from. */
final class Seeds {

  private static final int CHANGES = 4;
  private static final byte[] TELLING =
      "\"\\{}[],:;\t\n\r\0\u00ffeE+-.0u'=&%<>".getBytes(StandardCharsets.ISO_8859_1);

  private Seeds() {}

  /** The samples, and that many of each with a few bytes changed, taken out or doubled. */
  static List<byte[]> around(long seed, int each, List<byte[]> samples) {
    Random random = new Random(seed);
    List<byte[]> all = new ArrayList<>(samples);
    for (byte[] sample : samples) {
      for (int n = 0; n < each; n++) {
        all.add(changed(sample, random));
      }
    }
    return all;
  }

  static byte[] changed(byte[] sample, Random random) {
    byte[] bytes = sample;
    int changes = 1 + random.nextInt(CHANGES);
    for (int n = 0; n < changes && bytes.length > 0; n++) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> with(bytes, at, (byte) random.nextInt());
            case 1 -> with(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> joined(bytes, at, at + 1);
            default -> joined(bytes, Math.min(bytes.length, at + 8), at);
          };
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] copy = bytes.clone();
    copy[at] = value;
    return copy;
  }

  /** What stands before the one place and from the other on. */
  private static byte[] joined(byte[] bytes, int until, int from) {
    byte[] joined = Arrays.copyOf(bytes, until + bytes.length - from);
    System.arraycopy(bytes, from, joined, until, bytes.length - from);
    return joined;
  }
}
