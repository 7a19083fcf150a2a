package io.mainstem.runtime.state;

import java.util.Locale;

/** Kinds of state of a connection. */
public enum StateKind {
  /** How far something was read. */
  CURSOR(false),
  /** Access and refresh tokens. */
  TOKEN(true),
  /** Secrets learnt from a tool. */
  SECRET(true),
  /** Webhooks that were made by calls. */
  SUBSCRIPTION(true),
  /** When something was done last, or is asked for. */
  SCHEDULE(false),
  /** Files that were taken, and the records the newest had. */
  FILE(false),
  /** What the tables of a database were, and each change of them. */
  SCHEMA(false);

  private final boolean sealed;

  StateKind(boolean sealed) {
    this.sealed = sealed;
  }

  /** Whether values are encrypted. */
  public boolean isSealed() {
    return sealed;
  }

  /** As in keys. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
