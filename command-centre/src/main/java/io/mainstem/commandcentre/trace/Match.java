package io.mainstem.commandcentre.trace;

/**
 * One canonical record a key leads to.
 *
 * @param label what people call it
 * @param why how the key led here, in words
 */
public record Match(String entity, String id, String label, String why) {}
