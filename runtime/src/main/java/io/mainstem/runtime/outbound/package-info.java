/**
 * Calls to addresses somebody else chose. Blocked networks, one resolution, no redirects, capped
 * answers, and a pace each target can stand.
 */
@NullMarked
package io.mainstem.runtime.outbound;

import org.jspecify.annotations.NullMarked;
