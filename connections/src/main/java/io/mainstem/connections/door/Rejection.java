package io.mainstem.connections.door;

/** Why a request was not let in. Also the metric label. */
public enum Rejection {
  /** No secret is configured: fails closed. */
  NOT_CONFIGURED,
  NO_WEBHOOKS,
  SIGNATURE_MISSING,
  SIGNATURE_REPEATED,
  SIGNATURE_WRONG,
  TIMESTAMP_MISSING,
  TIMESTAMP_UNREADABLE,
  TIMESTAMP_STALE,
  TIMESTAMP_AHEAD
}
