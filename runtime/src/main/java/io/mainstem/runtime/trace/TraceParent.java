package io.mainstem.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A W3C {@code traceparent}: version, trace id, id of the span that called, flags.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public record TraceParent(String text) {
  /** Name of the header, in HTTP and on Kafka records. */
  public static final String HEADER = "traceparent";

  private static final Pattern VALID = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int TRACE_START = 3;
  private static final int TRACE_END = 35;
  private static final int SPAN_END = 52;

  /** What a record carries; empty where that is nothing, or nothing valid. */
  public static Optional<TraceParent> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null
        ? Optional.empty()
        : of(new String(header.value(), StandardCharsets.UTF_8));
  }

  public static Optional<TraceParent> of(@Nullable String text) {
    return text != null && VALID.matcher(text).matches()
        ? Optional.of(new TraceParent(text))
        : Optional.empty();
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    return text.substring(TRACE_START, TRACE_END);
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    return text.substring(TRACE_END + 1, SPAN_END);
  }

  /** The same trace, told by a span of our own. */
  public TraceParent child(RandomGenerator random) {
    long span = random.nextLong() | 1; // never all zeros, which would be invalid
    return new TraceParent(
        text.substring(0, TRACE_END + 1)
            + HexFormat.of().toHexDigits(span)
            + text.substring(SPAN_END));
  }
}
