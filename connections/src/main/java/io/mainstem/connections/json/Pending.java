package io.mainstem.connections.json;

/** Stands in for what is about to be written. */
@SuppressWarnings("TypeParameterUnusedInFormals")
public final class Pending {
  private Pending() {}

  public static <T> T value(String what) {
    if (what.isEmpty()) {
      throw new IllegalArgumentException(what);
    }
    throw new UnsupportedOperationException(what);
  }
}
