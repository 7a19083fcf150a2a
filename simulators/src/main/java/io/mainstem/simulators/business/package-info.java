/**
 * The invented restaurant group: who works there, who eats there, what it sells and what it will
 * sign. Everything is a pure function of one seed.
 */
@NullMarked
package io.mainstem.simulators.business;

import org.jspecify.annotations.NullMarked;
