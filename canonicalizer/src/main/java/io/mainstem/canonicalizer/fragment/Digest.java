package io.mainstem.canonicalizer.fragment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/** The first 128 bits of a SHA-256: equal content has equal digests, and they have an order. */
public record Digest(long high, long low) implements Comparable<Digest> {
  public static final Digest ZERO = new Digest(0, 0);

  private static final Comparator<Digest> ORDER =
      Comparator.comparingLong(Digest::high).thenComparingLong(Digest::low);

  public static Digest of(byte[] content) {
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(content));
    return new Digest(hash.getLong(), hash.getLong());
  }

  public static Digest of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A digest of both, in this order. */
  public Digest and(Digest next) {
    return of(
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(high)
            .putLong(low)
            .putLong(next.high)
            .putLong(next.low)
            .array());
  }

  @Override
  public int compareTo(Digest other) {
    return ORDER.compare(this, other);
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
