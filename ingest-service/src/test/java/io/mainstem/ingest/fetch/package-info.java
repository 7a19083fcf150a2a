/**
 * Tests of the fetch room. Pure ones need nothing; those named IT and CrashTest stand on a real
 * broker.
 */
@NullMarked
package io.mainstem.ingest.fetch;

import org.jspecify.annotations.NullMarked;
