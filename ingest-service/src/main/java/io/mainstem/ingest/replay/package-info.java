/**
 * Sends the newest snapshots once more, from the bytes that were stored, after a tool file was
 * corrected.
 */
@NullMarked
package io.mainstem.ingest.replay;

import org.jspecify.annotations.NullMarked;
