package io.mainstem.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that our generated classes may be instantiated while decoding. Avro 1.12.2 refuses
 * every class it was not told about, as a guard against schemas that name a dangerous one.
 */
public final class TrustedClasses {
  private static final String OURS = "io.mainstem.schemas.";

  private TrustedClasses() {}

  /** Idempotent; call before the first record is decoded. Other trusted classes stay trusted. */
  public static synchronized void install() {
    ClassSecurityValidator.ClassSecurityPredicate present = ClassSecurityValidator.getGlobal();
    if (!present.isTrusted(io.mainstem.schemas.canonical.Money.class)) {
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(present, type -> type.getName().startsWith(OURS)));
    }
  }
}
