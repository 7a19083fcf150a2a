package io.mainstem.ingest.event;

import io.mainstem.schemas.NameUuid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Event ids: the same delivery, or the same version of a record, always gives the same id. */
public final class EventIds {

  /** Fixed for ever: another namespace would make every redelivery look new. */
  private static final UUID NAMESPACE = UUID.fromString("6d61696e-7374-5e6d-8a11-a51d00000002");

  private EventIds() {}

  /** Of a delivery, by what the vendor says makes it unique. */
  public static String ofDelivery(String connection, String dedupeKey) {
    return NameUuid.of(NAMESPACE, connection + "|delivery|" + dedupeKey).toString();
  }

  /**
   * Of a whole record that was read by us: reading the same version twice is one event. What is
   * said with a deletion tells it from one without a word.
   */
  public static String ofSnapshot(
      String connection,
      String object,
      String sourceId,
      long version,
      boolean deleted,
      byte[] payload) {
    return NameUuid.of(
            NAMESPACE,
            String.join(
                "|",
                connection,
                "snapshot",
                object,
                String.valueOf(version),
                (deleted ? "gone" : "") + (payload.length == 0 ? "" : hash(payload)),
                sourceId))
        .toString();
  }

  /** SHA-256 in hex. */
  public static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Keeps a text of any length as part of an id. */
  public static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
