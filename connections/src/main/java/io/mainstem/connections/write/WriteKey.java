package io.mainstem.connections.write;

/**
 * What a write is known by: the same again when it is tried again.
 *
 * @param key for tools that remember keys
 * @param marker a short text put into a record so that a search finds it again
 */
public record WriteKey(String key, String marker) {}
