package io.mainstem.ingest.event;

import io.mainstem.runtime.trace.TraceParent;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A W3C {@code traceparent}; without one from the sender, the receipt is the trace id. */
public record Trace(String parent) {

  public static Trace of(@Nullable String received, UUID deliveryId) {
    return TraceParent.of(received)
        .map(valid -> new Trace(valid.text()))
        .orElseGet(() -> startedBy(deliveryId));
  }

  static Trace startedBy(UUID deliveryId) {
    String id = deliveryId.toString().replace("-", "").toLowerCase(Locale.ROOT);
    return new Trace("00-" + id + "-" + id.substring(16) + "-01");
  }
}
