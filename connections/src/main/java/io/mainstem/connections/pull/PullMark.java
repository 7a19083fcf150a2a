package io.mainstem.connections.pull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stays between readings.
 *
 * @param verifiedThrough everything the tool had until then was read; null before the first time
 * @param fullAt when everything was read whole, or null
 * @param token that asks for what came later, or null
 */
public record PullMark(
    @Nullable Instant verifiedThrough, @Nullable Instant fullAt, @Nullable String token) {
  public static final PullMark NONE = new PullMark(null, null, null);
}
