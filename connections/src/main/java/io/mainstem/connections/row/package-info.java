/**
 * Turns database rows into snapshots so that the same mapping language works for them. Knows
 * tables, not JDBC.
 */
@NullMarked
package io.mainstem.connections.row;

import org.jspecify.annotations.NullMarked;
