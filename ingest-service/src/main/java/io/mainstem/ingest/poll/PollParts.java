package io.mainstem.ingest.poll;

import io.mainstem.ingest.tool.TokenKeeper;
import io.mainstem.ingest.tool.ToolLine;
import io.mainstem.runtime.state.ConnectionStates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What readings of one connection stand on.
 *
 * @param every how often this connection is asked what changed, instead of what the tool file says
 */
record PollParts(
    String connection,
    ToolLine line,
    TokenKeeper tokens,
    ConnectionStates states,
    PullSink sink,
    InstantSource clock,
    RandomGenerator random,
    MeterRegistry meters,
    @Nullable Duration every) {}
