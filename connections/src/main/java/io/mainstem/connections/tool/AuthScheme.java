package io.mainstem.connections.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a tool proves that a webhook is its own.
 *
 * @param template what is signed, over {@code {method} {url} {body} {ts} {secret}}
 * @param timestamp null where none is signed
 */
public record AuthScheme(
    Kind kind,
    Algorithm algorithm,
    Encoding encoding,
    KeyForm key,
    Signature signature,
    @Nullable Timestamp timestamp,
    String template) {

  /** How the proof is computed. */
  public enum Kind {
    HMAC,
    /** A plain hash over a template that holds the secret. */
    DIGEST
  }

  /** Names as Java's security providers know them. */
  public enum Algorithm {
    SHA1("SHA-1", "HmacSHA1"),
    SHA256("SHA-256", "HmacSHA256"),
    SHA512("SHA-512", "HmacSHA512");

    private final String digest;
    private final String mac;

    Algorithm(String digest, String mac) {
      this.digest = digest;
      this.mac = mac;
    }

    public String digest() {
      return digest;
    }

    public String mac() {
      return mac;
    }
  }

  /** How the proof is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  /** How the secret becomes a key. */
  public enum KeyForm {
    UTF8,
    BASE64
  }

  /**
   * Where the signature stands.
   *
   * @param prefix literal to strip, or empty
   * @param item separator between items, or null where the header is the signature
   * @param separator between an item's name and value
   * @param field name of the items that are signatures; any valid one passes
   */
  public record Signature(
      String header,
      String prefix,
      @Nullable String item,
      @Nullable String separator,
      @Nullable String field) {}

  /**
   * The signed time; its text is signed, its value only tells freshness.
   *
   * @param inSignature it is a field of the signature header, not a header of its own
   * @param tolerance both ways
   */
  public record Timestamp(boolean inSignature, String name, Unit unit, Duration tolerance) {}

  /** How a timestamp counts. */
  public enum Unit {
    S,
    MS,
    ISO8601
  }
}
