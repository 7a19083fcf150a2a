/**
 * Sends events that were held once more, from the bytes that were stored, after what held them was
 * mended.
 */
@NullMarked
package io.mainstem.ingest.replay;

import org.jspecify.annotations.NullMarked;
