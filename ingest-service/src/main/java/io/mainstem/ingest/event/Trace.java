package io.mainstem.ingest.event;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A W3C {@code traceparent}; without one from the sender, the receipt is the trace id. */
public record Trace(String parent) {

  /** Name of the header, in HTTP and on Kafka records. */
  public static final String HEADER = "traceparent";

  private static final Pattern VALID = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  public static Trace of(@Nullable String received, UUID deliveryId) {
    return received != null && VALID.matcher(received).matches()
        ? new Trace(received)
        : startedBy(deliveryId);
  }

  static Trace startedBy(UUID deliveryId) {
    String id = deliveryId.toString().replace("-", "").toLowerCase(Locale.ROOT);
    return new Trace("00-" + id + "-" + id.substring(16) + "-01");
  }
}
