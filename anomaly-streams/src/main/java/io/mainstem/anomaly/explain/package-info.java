/**
 * Findings in words: numbers in the house style, sentence templates, and the records that explain a
 * finding. Pure functions; every number printed here is computed from records.
 */
@NullMarked
package io.mainstem.anomaly.explain;

import org.jspecify.annotations.NullMarked;
