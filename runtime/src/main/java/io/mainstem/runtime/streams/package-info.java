/**
 * Starts a Kafka Streams topology the way every topology here must run: exactly once, internal
 * topics named, a quick return after a restart. Health and metrics come bound.
 */
@NullMarked
package io.mainstem.runtime.streams;

import org.jspecify.annotations.NullMarked;
