/**
 * Read access to the reporting store, which may be away at any time. Queries say so in one
 * exception, and nothing here writes.
 */
@NullMarked
package io.mainstem.commandcentre.store;

import org.jspecify.annotations.NullMarked;
