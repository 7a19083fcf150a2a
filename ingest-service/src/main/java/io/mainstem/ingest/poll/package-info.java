/**
 * Reads what tools list, on schedules that survive a restart: everything first, then what changed,
 * everything again now and then. One instance owns a connection at a time.
 */
@NullMarked
package io.mainstem.ingest.poll;

import org.jspecify.annotations.NullMarked;
