package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook is made, renewed and removed by calls.
 *
 * @param id of the subscription in the answer to {@code create}
 * @param secret where that answer holds the signing secret, or null
 * @param expires where it says when the subscription ends, or null
 * @param life how long it lasts where no answer says so, or null
 * @param read asks for it, to see whether it is still there; null where nothing does
 * @param renew null where it is made anew before it ends
 */
public record SubscriptionSpec(
    CallSpec create,
    JsonPath id,
    @Nullable JsonPath secret,
    @Nullable JsonPath expires,
    @Nullable Duration life,
    @Nullable CallSpec read,
    @Nullable CallSpec delete,
    Duration renewBefore,
    @Nullable CallSpec renew) {}
