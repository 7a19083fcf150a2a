/** Planted violations. They are never part of anything that runs. */
@NullMarked
package io.mainstem.architecture.planted.canonicalizer.merge;

import org.jspecify.annotations.NullMarked;
