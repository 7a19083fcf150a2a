/**
 * The Kafka Streams shell around the pure rooms: topology, processors, stores and serdes. It
 * decides nothing; it moves records to {@code metric}, {@code detect} and {@code explain} and their
 * answers to topics.
 */
@NullMarked
package io.mainstem.anomaly.stream;

import org.jspecify.annotations.NullMarked;
