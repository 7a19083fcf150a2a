/**
 * Keeps the reporting store: each topic is projected into its tables in the same transaction as the
 * consumer's position. Nothing here decides anything; versions guard every row.
 */
@NullMarked
package io.mainstem.sink.reporting;

import org.jspecify.annotations.NullMarked;
