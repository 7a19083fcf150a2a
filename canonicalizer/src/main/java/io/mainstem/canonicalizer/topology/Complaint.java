package io.mainstem.canonicalizer.topology;

import io.mainstem.connections.map.Mapper;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Stage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What ingest found wrong with a delivery that has no place among the tool's records. It knows more
 * than the bytes tell: that a vendor refused to hand a record over, for instance.
 *
 * @param code as in the headers of the event
 * @param words a sentence without payload
 */
record Complaint(String code, String words) {
  static final String CODE_HEADER = "mainstem-code";
  static final String CAUSE_HEADER = "mainstem-cause";

  private static final String FETCH_PREFIX = "FETCH";

  static @Nullable Complaint of(SourceEvent event, Headers headers) {
    Header code = headers.lastHeader(CODE_HEADER);
    Header cause = headers.lastHeader(CAUSE_HEADER);
    return !event.getObject().equals(Mapper.DELIVERY) || code == null || cause == null
        ? null
        : new Complaint(text(code), text(cause));
  }

  Stage stage() {
    return code.startsWith(FETCH_PREFIX) ? Stage.FETCH : Stage.DECODE;
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
