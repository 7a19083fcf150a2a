/**
 * Records to bytes and back, in the wire format every stock Kafka client reads. Schema ids come
 * from the registry, from yesterday's cache while it is away, or from memory in a test.
 */
@NullMarked
package io.mainstem.runtime.avro;

import org.jspecify.annotations.NullMarked;
