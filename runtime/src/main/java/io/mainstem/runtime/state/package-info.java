/**
 * What services remember of connections, in a compacted topic that all of them read whole. Tokens
 * and secrets are sealed before they leave the process.
 */
@NullMarked
package io.mainstem.runtime.state;

import org.jspecify.annotations.NullMarked;
