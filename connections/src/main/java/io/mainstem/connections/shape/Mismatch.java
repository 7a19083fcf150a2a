package io.mainstem.connections.shape;

/**
 * Where a payload is not what the tool file says.
 *
 * @param path in the payload
 * @param missing a required field is not there; otherwise it is of another type
 * @param message plain language, without the value
 */
public record Mismatch(String path, boolean missing, String message) {}
