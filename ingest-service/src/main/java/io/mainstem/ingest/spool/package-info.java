/**
 * Accepted deliveries wait here on disk while the broker is away, and are forwarded in order when
 * it returns. Nothing is answered 2xx before it is synced, and nothing is removed before the
 * broker's ack.
 */
@NullMarked
package io.mainstem.ingest.spool;

import org.jspecify.annotations.NullMarked;
