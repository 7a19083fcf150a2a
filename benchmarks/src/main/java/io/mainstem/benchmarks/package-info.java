/**
 * Measurements of the real services on a real broker, registry and database. Each is held against a
 * ceiling measured in the same run, since a figure alone says more of the machine than of the code.
 */
@NullMarked
package io.mainstem.benchmarks;

import org.jspecify.annotations.NullMarked;
