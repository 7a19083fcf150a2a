package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.Bytes;

/**
 * A body as JSON.
 *
 * @param events the document that holds the events, byte for byte where the body is JSON
 * @param body what {@code body:} sources read: what encloses that document, or the document itself
 */
record Decoded(Bytes events, JsonNode body) {}
