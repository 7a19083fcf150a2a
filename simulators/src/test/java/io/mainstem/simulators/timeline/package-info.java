/** The plan of the days: same seed, same bytes, and the incidents are where they were planted. */
@NullMarked
package io.mainstem.simulators.timeline;

import org.jspecify.annotations.NullMarked;
