/**
 * Where people decide about identity: what they should look at, what they decided, and their word
 * on its way to the canonicalizer. Whatever contradicts earlier words is refused before it is sent.
 */
@NullMarked
package io.mainstem.commandcentre.identity;

import org.jspecify.annotations.NullMarked;
