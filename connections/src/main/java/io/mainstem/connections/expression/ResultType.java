package io.mainstem.connections.expression;

/** What an expression gives, and the Java type {@link Expression#eval} returns for it. */
public enum ResultType {
  /** {@link Boolean}. */
  BOOLEAN,
  /** {@link Long}. */
  INTEGER,
  /** {@link java.math.BigDecimal}; an integer or double expression is converted. */
  DECIMAL,
  /** {@link String}. */
  TEXT,
  /** {@link io.mainstem.schemas.canonical.Money}. */
  MONEY,
  /** {@link java.time.Instant}. */
  INSTANT,
  /** {@link java.time.LocalDate}. */
  DATE,
  /** {@code List<String>} without nulls. */
  TEXTS,
  /** Any of the above, or an Avro record. */
  ANY
}
