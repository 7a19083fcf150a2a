package io.mainstem.runtime.avro;

/** The registry refused a schema: it breaks the rule of its subject. */
public final class IncompatibleSchemaException extends RuntimeException {
  IncompatibleSchemaException(String subject) {
    super(
        "schema of "
            + subject
            + ": refused by the registry (expected: compatible with the versions before it)");
  }
}
