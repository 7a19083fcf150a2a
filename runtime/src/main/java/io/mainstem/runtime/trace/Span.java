package io.mainstem.runtime.trace;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service's part of a trace, as OpenTelemetry means it.
 *
 * @param parentId the span that called; null where the trace begins here
 * @param attributes names and values; no personal data
 */
public record Span(
    String traceId,
    String id,
    @Nullable String parentId,
    String service,
    String name,
    Kind kind,
    Instant start,
    Instant end,
    Map<String, String> attributes,
    boolean failed) {

  /** Numbered as in opentelemetry-proto, trace.proto. */
  public enum Kind {
    INTERNAL(1),
    SERVER(2),
    CLIENT(3);

    final int number;

    Kind(int number) {
      this.number = number;
    }
  }
}
