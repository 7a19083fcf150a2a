/** Tests of what {@code stream} decides. They share its package to reach what is not public. */
@NullMarked
package io.mainstem.anomaly.stream;

import org.jspecify.annotations.NullMarked;
