/**
 * Survivorship: the golden record, where each of its values came from, and what changed. Pure:
 * imports no Kafka, HTTP, JDBC or logging.
 */
@NullMarked
package io.mainstem.canonicalizer.merge;

import org.jspecify.annotations.NullMarked;
