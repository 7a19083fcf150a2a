package io.mainstem.connections;

/** A credential. Never prints. */
public record Secret(String value) {
  public Secret {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("secret: empty (expected: a value)");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
