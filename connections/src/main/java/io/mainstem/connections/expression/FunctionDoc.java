package io.mainstem.connections.expression;

import java.util.List;

/**
 * What the manual says of one function.
 *
 * @param call e.g. {@code money(text, currency)}
 * @param examples expressions that are true; a test evaluates each
 */
public record FunctionDoc(String chapter, String call, String meaning, List<String> examples) {}
