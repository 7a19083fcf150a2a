/**
 * Proof that the simulated tools behave like the vendors', with code of its own for everything it
 * checks.
 */
@NullMarked
package io.mainstem.simulators;

import org.jspecify.annotations.NullMarked;
