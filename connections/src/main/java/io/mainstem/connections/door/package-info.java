/**
 * Decides what a webhook request is: signature, freshness, handshake, split into deliveries. Pure;
 * the HTTP server is ingest's.
 */
@NullMarked
package io.mainstem.connections.door;

import org.jspecify.annotations.NullMarked;
