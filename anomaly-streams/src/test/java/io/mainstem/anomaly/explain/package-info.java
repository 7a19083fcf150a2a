/** Tests of what {@code explain} decides. They share its package to reach what is not public. */
@NullMarked
package io.mainstem.anomaly.explain;

import org.jspecify.annotations.NullMarked;
