/**
 * Turns a doorbell into a request description and the answer into a snapshot. Sends nothing itself.
 */
@NullMarked
package io.mainstem.connections.fetch;

import org.jspecify.annotations.NullMarked;
