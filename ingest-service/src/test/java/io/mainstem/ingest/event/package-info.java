/**
 * Tests of the event room. Pure ones need nothing; those named IT and CrashTest stand on a real
 * broker.
 */
@NullMarked
package io.mainstem.ingest.event;

import org.jspecify.annotations.NullMarked;
