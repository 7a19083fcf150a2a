/**
 * Turns one source record into fragments of canonical entities, or says why it does not fit. Pure
 * functions over bytes and records.
 */
@NullMarked
package io.mainstem.connections.map;

import org.jspecify.annotations.NullMarked;
