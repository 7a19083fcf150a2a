/**
 * Invented businesses of a few tools each: dated happenings made from a seed, played in fast time
 * on the simulated vendors, and what must be true after them.
 */
@NullMarked
package io.mainstem.simulators.story;

import org.jspecify.annotations.NullMarked;
