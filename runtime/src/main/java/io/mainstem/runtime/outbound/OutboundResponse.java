package io.mainstem.runtime.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A tool's answer, whatever its status; redirects arrive here as they are.
 *
 * @param headers first value of each, names in lower case
 * @param body at most {@link OutboundClient#MAX_ANSWER_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record OutboundResponse(int status, Map<String, String> headers, byte[] body) {

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "answer " + status;
  }
}
