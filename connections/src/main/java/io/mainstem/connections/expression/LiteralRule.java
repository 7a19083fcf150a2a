package io.mainstem.connections.expression;

import java.util.Collection;
import java.util.function.Predicate;

/** What a literal argument must be, so that a file with a wrong one never starts. */
record LiteralRule(
    String function,
    int argument,
    String expected,
    Predicate<String> right,
    Collection<String> known) {}
