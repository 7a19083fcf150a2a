package io.mainstem.connections.door;

/** Why a request was not let in. Also the metric label. */
public enum Rejection {
  /** No secret is configured: fails closed. */
  NOT_CONFIGURED,
  NO_WEBHOOKS,
  /** A handshake brings a secret although one is kept. */
  HANDSHAKE_REPEATED,
  /** A handshake brings what cannot be a secret. */
  HANDSHAKE_UNFIT,
  /** The tool's public keys are not at hand: fetch them, then the sender may try again. */
  KEYS_MISSING,
  SIGNATURE_MISSING,
  SIGNATURE_REPEATED,
  SIGNATURE_WRONG,
  CLAIM_WRONG,
  TIMESTAMP_MISSING,
  TIMESTAMP_UNREADABLE,
  TIMESTAMP_STALE,
  TIMESTAMP_AHEAD
}
