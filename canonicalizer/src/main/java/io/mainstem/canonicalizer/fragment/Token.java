package io.mainstem.canonicalizer.fragment;

/**
 * A strong identifier of a record without its value: two records that hold the same identifier hold
 * the same token, and stores and topics hold no address or phone number.
 *
 * @param kind name of the identifier, e.g. {@code email}
 * @param digest of the kind and the normalised value
 */
public record Token(String kind, Digest digest) {

  public static Token of(String kind, String value) {
    return new Token(kind, Digest.of(kind + "\u0000" + value));
  }
}
