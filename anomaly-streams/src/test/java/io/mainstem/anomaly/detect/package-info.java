/** Tests of what {@code detect} decides. They share its package to reach what is not public. */
@NullMarked
package io.mainstem.anomaly.detect;

import org.jspecify.annotations.NullMarked;
