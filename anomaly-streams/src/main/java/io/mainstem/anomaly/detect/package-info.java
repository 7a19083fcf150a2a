/**
 * Whether totals are out of the ordinary, and the life of an episode from open to resolved. Pure
 * functions over totals; no Kafka, no clock.
 */
@NullMarked
package io.mainstem.anomaly.detect;

import org.jspecify.annotations.NullMarked;
