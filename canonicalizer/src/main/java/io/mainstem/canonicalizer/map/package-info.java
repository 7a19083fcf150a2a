/**
 * Decides what one source event is (new, repeated, old, unwanted, unfit) and turns it into
 * fragments. Pure: imports no Kafka, HTTP, JDBC or logging.
 */
@NullMarked
package io.mainstem.canonicalizer.map;

import org.jspecify.annotations.NullMarked;
