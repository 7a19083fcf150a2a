package io.mainstem.runtime.trace;

/**
 * Where spans are told. Never blocks and never fails: what is told here is not worth waiting for.
 */
public interface Spans {
  /** Nobody listens. */
  Spans OFF = span -> {};

  void tell(Span span);
}
