/** Tests of what {@code review} decides. They share its package to reach what is not public. */
@NullMarked
package io.mainstem.anomaly.review;

import org.jspecify.annotations.NullMarked;
