/** Describes the calls that write to a tool and judges their answers. Sends nothing itself. */
@NullMarked
package io.mainstem.connections.write;

import org.jspecify.annotations.NullMarked;
