/**
 * What the simulated vendor APIs share: a small HTTP server, faults, rate limits, the journal of
 * writes. It knows no vendor.
 */
@NullMarked
package io.mainstem.simulators.api;

import org.jspecify.annotations.NullMarked;
