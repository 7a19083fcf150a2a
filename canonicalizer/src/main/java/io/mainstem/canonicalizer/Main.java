package io.mainstem.canonicalizer;

import io.mainstem.runtime.service.Service;

/** Starts the canonicalizer; everything it needs to know comes from the environment. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Service.run("canonicalizer", Wiring::start);
  }
}
