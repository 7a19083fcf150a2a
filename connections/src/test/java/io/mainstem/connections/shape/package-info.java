/** Tests of this package. */
@NullMarked
package io.mainstem.connections.shape;

import org.jspecify.annotations.NullMarked;
