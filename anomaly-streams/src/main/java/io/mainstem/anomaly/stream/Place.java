package io.mainstem.anomaly.stream;

import org.jspecify.annotations.Nullable;

/**
 * What sentences and trading days need to know of a site or terminal.
 *
 * @param timezone IANA; null where the source does not say
 * @param cutoff {@code HH:mm}; null where the source does not say
 */
record Place(@Nullable String name, @Nullable String timezone, @Nullable String cutoff) {}
