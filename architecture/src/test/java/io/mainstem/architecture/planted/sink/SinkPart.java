package io.mainstem.architecture.planted.sink;

/** A part of a service. */
public record SinkPart(String name) {}
