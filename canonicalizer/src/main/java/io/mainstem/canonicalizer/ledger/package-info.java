/**
 * The one outcome of every event, and the dead letters of those that do not fit. Pure: imports no
 * Kafka, HTTP, JDBC or logging.
 */
@NullMarked
package io.mainstem.canonicalizer.ledger;

import org.jspecify.annotations.NullMarked;
