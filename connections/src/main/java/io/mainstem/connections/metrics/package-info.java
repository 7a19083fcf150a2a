/**
 * What metrics.yaml says: metrics, targets, detectors and sentences. The model anomaly-streams
 * runs.
 */
@NullMarked
package io.mainstem.connections.metrics;

import org.jspecify.annotations.NullMarked;
