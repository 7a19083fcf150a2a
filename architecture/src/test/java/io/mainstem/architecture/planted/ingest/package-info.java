/** Planted violations. They are never part of anything that runs. */
@NullMarked
package io.mainstem.architecture.planted.ingest;

import org.jspecify.annotations.NullMarked;
