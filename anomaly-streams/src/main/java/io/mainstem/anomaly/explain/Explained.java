package io.mainstem.anomaly.explain;

import io.mainstem.schemas.event.Evidence;
import java.util.List;

/** What explains a finding: a sentence or two, and the records behind them. */
public record Explained(String text, List<Evidence> evidence) {}
