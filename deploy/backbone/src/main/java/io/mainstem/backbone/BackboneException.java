package io.mainstem.backbone;

import org.jspecify.annotations.Nullable;

/** A failure whose message is one sentence a person can act upon. */
public final class BackboneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public BackboneException(Fault fault, String sentence) {
    this(fault, sentence, null);
  }

  public BackboneException(Fault fault, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
