/** Tests of what is remembered of connections. */
@NullMarked
package io.mainstem.runtime.state;

import org.jspecify.annotations.NullMarked;
