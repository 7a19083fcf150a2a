/** Planted violations. They are never part of anything that runs. */
@NullMarked
package io.mainstem.architecture.planted.runtime;

import org.jspecify.annotations.NullMarked;
