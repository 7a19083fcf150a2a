package io.mainstem.commandcentre.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET /api/identity/decisions?entity=&after=}.
 *
 * @param decisions every word of every person, newest first
 * @param next the {@code after} of the next page; null on the last
 */
public record DecisionPage(List<DecisionView> decisions, @Nullable String next) {}
