/**
 * The envelope every way in shares: ids that come out the same when the same thing arrives twice,
 * and the Kafka record a snapshot travels in. Nothing here knows how it was received.
 */
@NullMarked
package io.mainstem.ingest.event;

import org.jspecify.annotations.NullMarked;
