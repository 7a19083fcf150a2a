/**
 * Decides which source records are the same thing, by the identifiers they share. Pure: imports no
 * Kafka, HTTP, JDBC or logging.
 */
@NullMarked
package io.mainstem.canonicalizer.resolve;

import org.jspecify.annotations.NullMarked;
