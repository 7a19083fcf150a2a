package io.mainstem.local;

/** Prints what happens in the simulated business and what comes of it. */
final class Story {
  private Story() {}

  static void tell(Installation installation, Console console) {
    console.line("");
  }
}
