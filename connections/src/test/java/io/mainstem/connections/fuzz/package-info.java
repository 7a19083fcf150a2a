/**
 * Parsers that face the world, under Jazzer: with {@code JAZZER_FUZZ=1} one target searches for as
 * long as it is told, otherwise each runs over its seeds.
 */
@NullMarked
package io.mainstem.connections.fuzz;

import org.jspecify.annotations.NullMarked;
