package io.mainstem.canonicalizer.topology;

import io.mainstem.schemas.event.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Headers of what we write: the trace of the event behind it, and CloudEvents attributes. */
final class Attributes {
  private static final List<String> TRACE = List.of("traceparent", "tracestate");
  private static final String SOURCE = "/mainstem/canonicalizer";

  private Attributes() {}

  /** Only the trace: the other headers speak of the source event. */
  static Headers trace(Headers headers) {
    Headers trace = new RecordHeaders();
    for (String name : TRACE) {
      Header header = headers.lastHeader(name);
      if (header != null) {
        trace.add(header);
      }
    }
    return trace;
  }

  /** Of the canonical record a change led to. */
  static Headers canonical(Headers trace, Change change) {
    return cloudEvent(trace, change, "io.mainstem.canonical.");
  }

  static Headers change(Headers trace, Change change) {
    return cloudEvent(trace, change, "io.mainstem.changes.");
  }

  private static Headers cloudEvent(Headers trace, Change change, String type) {
    Headers headers = new RecordHeaders(trace);
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", change.getId() + "/" + change.getVersion());
    add(headers, "ce_source", SOURCE);
    add(headers, "ce_type", type + change.getEntity());
    add(headers, "ce_time", change.getAt().toString());
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
