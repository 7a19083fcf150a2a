/**
 * Reads everything a tool lists, as a machine that says which call comes next and what an answer
 * means. Sends nothing, keeps nothing, knows no clock: whoever drives it does.
 */
@NullMarked
package io.mainstem.connections.pull;

import org.jspecify.annotations.NullMarked;
