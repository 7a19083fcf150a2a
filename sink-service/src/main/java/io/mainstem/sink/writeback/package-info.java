/**
 * Carries out what flows decide: triggers remembered, actions stored before the first attempt,
 * calls made once, results read back and published. Every step can be interrupted and taken up
 * again.
 */
@NullMarked
package io.mainstem.sink.writeback;

import org.jspecify.annotations.NullMarked;
