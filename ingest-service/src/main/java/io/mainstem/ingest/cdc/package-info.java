/**
 * Reads a business's own databases: one Debezium engine a connection turns row changes into source
 * events. Rows and the position they were read at become visible together, in one Kafka
 * transaction.
 */
@NullMarked
package io.mainstem.ingest.cdc;

import org.jspecify.annotations.NullMarked;
