/** Tests of readings. Nothing here reaches a network. */
@NullMarked
package io.mainstem.connections.pull;

import org.jspecify.annotations.NullMarked;
