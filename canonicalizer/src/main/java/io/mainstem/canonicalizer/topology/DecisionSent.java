package io.mainstem.canonicalizer.topology;

import io.mainstem.connections.identity.Decision;

/** A person's decision on its way to resolution. */
record DecisionSent(Decision decision) implements ResolveInput {}
