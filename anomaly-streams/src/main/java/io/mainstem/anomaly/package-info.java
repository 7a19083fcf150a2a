/**
 * The service that watches canonical topics: metrics per trading day and week, detectors over them,
 * and insights in plain words. {@code Main} starts it, {@code Wiring} builds it; nothing else here.
 */
@NullMarked
package io.mainstem.anomaly;

import org.jspecify.annotations.NullMarked;
