/**
 * The simulated tools of one invented restaurant group, as one process. Depends on no other
 * Mainstem module.
 */
@NullMarked
package io.mainstem.simulators;

import org.jspecify.annotations.NullMarked;
