/** What the simulated APIs share: limits, descriptions, faults. */
@NullMarked
package io.mainstem.simulators.api;

import org.jspecify.annotations.NullMarked;
