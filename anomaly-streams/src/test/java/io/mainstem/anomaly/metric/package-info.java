/** Tests of what {@code metric} decides. They share its package to reach what is not public. */
@NullMarked
package io.mainstem.anomaly.metric;

import org.jspecify.annotations.NullMarked;
