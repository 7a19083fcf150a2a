package io.mainstem.commandcentre.store;

/** The reporting store did not answer, or is not set up yet. Nothing is lost: ask again. */
public final class StoreAwayException extends RuntimeException {
  private final String sentence;

  StoreAwayException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  /** For the person who asked. */
  public String sentence() {
    return sentence;
  }
}
