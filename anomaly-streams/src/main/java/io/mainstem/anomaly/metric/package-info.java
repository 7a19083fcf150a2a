/**
 * What records add up to: contributions, the differences between them, and totals per scope and
 * trading day. Pure functions over records; no Kafka, no clock.
 */
@NullMarked
package io.mainstem.anomaly.metric;

import org.jspecify.annotations.NullMarked;
