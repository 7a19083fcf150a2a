/**
 * The oracle: canonical content computed in one go from a set of source events. It shares the
 * mapping and the survivorship with the stages, but none of their stores or their order.
 */
@NullMarked
package io.mainstem.canonicalizer.replay;

import org.jspecify.annotations.NullMarked;
