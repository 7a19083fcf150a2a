/**
 * The service that lets the tools' words in: webhooks, fetched records and database changes, each
 * as a snapshot on the tool's source topic. Wiring puts the rooms together; nothing else does.
 */
@NullMarked
package io.mainstem.ingest;

import org.jspecify.annotations.NullMarked;
