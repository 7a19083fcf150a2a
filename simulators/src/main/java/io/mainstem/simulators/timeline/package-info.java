/**
 * What happens in each tool, day by day, and what must be true afterwards. Pure: the same seed and
 * day give the same happenings, byte for byte.
 */
@NullMarked
package io.mainstem.simulators.timeline;

import org.jspecify.annotations.NullMarked;
