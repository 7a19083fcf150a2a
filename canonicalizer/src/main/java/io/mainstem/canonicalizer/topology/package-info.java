/**
 * The stages as a Kafka Streams topology: stores, codecs, processors. Every decision is taken in
 * the pure packages; here it is only read, kept and sent on.
 */
@NullMarked
package io.mainstem.canonicalizer.topology;

import org.jspecify.annotations.NullMarked;
