package io.mainstem.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Version 5 UUIDs: the same name always gives the same id (RFC 9562, section 5.5). */
public final class NameUuid {
  /** Never fed: to copy it costs less than to look the algorithm up for every name. */
  private static final MessageDigest SHA_1 = sha1();

  private NameUuid() {}

  public static UUID of(UUID namespace, String name) {
    return of(namespace, name.getBytes(StandardCharsets.UTF_8));
  }

  public static UUID of(UUID namespace, byte[] name) {
    MessageDigest sha1 = fresh();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) SHA_1.clone();
    } catch (CloneNotSupportedException e) {
      return sha1();
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
