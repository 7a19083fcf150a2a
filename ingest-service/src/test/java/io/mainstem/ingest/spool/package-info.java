/** The spool at its limits, and through crashes. */
@org.jspecify.annotations.NullMarked
package io.mainstem.ingest.spool;
