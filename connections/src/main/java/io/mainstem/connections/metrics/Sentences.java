package io.mainstem.connections.metrics;

/**
 * A finding's sentence at each point of its life; {@code {name}} is filled in.
 *
 * @param open while it lasts
 * @param eased when the value came back by itself
 * @param closed when the week ended with it open
 */
public record Sentences(String open, String eased, String closed) {}
