/**
 * One metric, one trading week, all scopes: totals become metric values, detectors become insights.
 * Pure functions that put the other rooms together; they see names and stores only as functions.
 */
@NullMarked
package io.mainstem.anomaly.review;

import org.jspecify.annotations.NullMarked;
