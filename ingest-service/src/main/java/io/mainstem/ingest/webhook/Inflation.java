package io.mainstem.ingest.webhook;

import io.mainstem.connections.json.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A body as it was before the sender compressed it, within limits. */
sealed interface Inflation {

  /** Ready to be judged. */
  record Body(Bytes bytes) implements Inflation {}

  /** Not to be read. */
  record Refused(AnswerCode code) implements Inflation {}

  static Inflation of(byte[] sent, @Nullable String contentEncoding) {
    String encoding =
        Optional.ofNullable(contentEncoding)
            .map(e -> e.strip().toLowerCase(Locale.ROOT))
            .orElse("");
    return switch (encoding) {
      case "", "identity" -> new Body(Bytes.of(sent));
      case "gzip", "x-gzip" -> gunzip(sent);
      default -> new Refused(AnswerCode.ENCODING_UNKNOWN);
    };
  }

  private static Inflation gunzip(byte[] sent) {
    long byRatio = (long) sent.length * Limits.MAX_INFLATION_RATIO;
    int limit = (int) Math.min(Limits.MAX_INFLATED_BYTES, byRatio);
    try (InputStream inflated = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      byte[] body = inflated.readNBytes(limit + 1);
      return body.length > limit
          ? new Refused(AnswerCode.INFLATES_TOO_FAR)
          : new Body(Bytes.of(body));
    } catch (IOException notGzip) {
      return new Refused(AnswerCode.ENCODING_BROKEN);
    }
  }
}
