package io.mainstem.architecture.planted.runtime;

import io.mainstem.architecture.planted.sink.SinkPart;

/** Planted: a library that uses a service. */
public record KnowsItsUser(SinkPart part) {}
