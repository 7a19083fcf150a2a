/**
 * Tests of the database reader: pure ones, and ones on a real broker and a real PostgreSQL. The
 * crash test kills the reader's process in the middle of bulk loads.
 */
@NullMarked
package io.mainstem.ingest.cdc;

import org.jspecify.annotations.NullMarked;
