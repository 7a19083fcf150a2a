/**
 * Kafka clients with the settings our promises depend on, and the installer that makes the
 * catalogue true on a broker and a registry. Nothing here knows what a record means.
 */
@NullMarked
package io.mainstem.runtime.kafka;

import org.jspecify.annotations.NullMarked;
