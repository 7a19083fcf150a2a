/**
 * Answers doorbells: fetches the whole record from the tool and publishes it as a snapshot. Each
 * connection has its own consumer, pace and patience, so that a tool that is away delays only its
 * own records.
 */
@NullMarked
package io.mainstem.ingest.fetch;

import org.jspecify.annotations.NullMarked;
