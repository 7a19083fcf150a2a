package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import io.mainstem.connections.plugin.ToolPlugin;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a tool proves that a webhook is its own. */
public sealed interface AuthScheme {

  /** Whether it needs a secret that we and the tool share. */
  default boolean needsSecret() {
    return true;
  }

  /**
   * A hash over a template.
   *
   * @param template what is signed, over {@code {method} {url} {body} {ts} {secret}} and the vars
   * @param timestamp null where none is signed
   * @param urlDecode characters whose escapes the tool decodes in {@code {url}} before it signs
   */
  record Signed(
      Kind kind,
      Algorithm algorithm,
      Encoding encoding,
      KeyForm key,
      Signature signature,
      @Nullable Timestamp timestamp,
      Map<String, Source> vars,
      String template,
      String urlDecode)
      implements AuthScheme {
    public Signed {
      vars = Map.copyOf(vars);
    }
  }

  /**
   * The Standard Webhooks specification: {@code v1} HMAC and {@code v1a} Ed25519.
   *
   * @param prefix of its three headers, {@code webhook} or {@code svix}
   */
  record StandardWebhooks(String prefix, Duration tolerance) implements AuthScheme {}

  /**
   * A JSON Web Token.
   *
   * @param prefix literal before the token, or empty
   * @param claims that must hold: templates over {@code {url}} and {@code {setting.x}}
   * @param jwks address of the keys of RS256; null for HS256
   */
  record Jwt(String header, String prefix, Map<String, String> claims, @Nullable String jwks)
      implements AuthScheme {
    public Jwt {
      claims = Map.copyOf(claims);
    }

    @Override
    public boolean needsSecret() {
      return jwks == null;
    }
  }

  /** The secret itself in a header, a parameter or the last part of the address. */
  record SharedSecret(Place at, String name, String prefix) implements AuthScheme {
    /** Where it stands. */
    public enum Place {
      HEADER,
      QUERY,
      PATH
    }
  }

  /** The secret itself in the body; every one found must match. */
  record BodySecret(EachPath at) implements AuthScheme {}

  /** HTTP Basic; the secret is written {@code user:password}. */
  record Basic() implements AuthScheme {}

  /** Code verifies it, where the signed form is not data. */
  record Plugin(ToolPlugin code) implements AuthScheme {}

  /** Nothing. */
  record None() implements AuthScheme {
    @Override
    public boolean needsSecret() {
      return false;
    }
  }

  /** How the proof is computed. */
  enum Kind {
    HMAC,
    /** A plain hash over a template that holds the secret. */
    DIGEST
  }

  /** Names as Java's security providers know them. */
  enum Algorithm {
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
  enum Encoding {
    HEX,
    BASE64
  }

  /**
   * How the secret becomes a key.
   *
   * @param base64 otherwise its UTF-8 bytes are the key
   * @param prefix stripped before decoding, or empty
   */
  record KeyForm(boolean base64, String prefix) {
    public static final KeyForm UTF8 = new KeyForm(false, "");
  }

  /**
   * Where the signature stands.
   *
   * @param header its name; {@code {n}} in it stands for any number: every such header counts
   * @param prefix literal to strip, or empty
   * @param item separator between items
   * @param separator between an item's name and value
   * @param field name of the items that are signatures; null where the header is the signature
   */
  record Signature(
      String header, String prefix, String item, String separator, @Nullable String field) {
    /** Stands for any number in a header's name. */
    public static final String NUMBER = "{n}";
  }

  /**
   * The signed time; its text is signed, its value only tells freshness.
   *
   * @param name of the header, of the field in the signature, or the path in the body
   * @param tolerance both ways; null where the tool repeats old deliveries with their first time
   */
  record Timestamp(From from, String name, Unit unit, @Nullable Duration tolerance) {}

  /** Where a timestamp stands. */
  enum From {
    HEADER,
    SIGNATURE,
    BODY
  }

  /** How a timestamp counts. */
  enum Unit {
    S,
    MS,
    ISO8601
  }
}
