package io.mainstem.backbone;

/** Why the backbone, or a process beside it, could not be started or kept running. */
public enum Fault {
  PORT_TAKEN,
  DISK_FULL,
  NOT_WRITABLE,
  IN_USE,
  NOT_BUILT,
  WRONG_VERSION,
  MISSING_TOOL,
  DIED,
  NOT_READY,
  INTERRUPTED,

  /** What was typed cannot be used. */
  BAD_INPUT
}
