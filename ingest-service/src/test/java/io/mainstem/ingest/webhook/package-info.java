/**
 * Tests of the webhook room. Pure ones need nothing; those named IT and CrashTest stand on a real
 * broker.
 */
@NullMarked
package io.mainstem.ingest.webhook;

import org.jspecify.annotations.NullMarked;
