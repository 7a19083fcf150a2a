package io.mainstem.connections.door;

import java.time.Instant;
import java.util.Optional;

/** Holds a request against one scheme. */
interface Check {
  /** Empty where the request is genuine and fresh. */
  Optional<Rejection> reject(WebhookRequest request, Instant now);
}
