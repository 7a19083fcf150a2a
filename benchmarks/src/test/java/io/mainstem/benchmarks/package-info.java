/** Tests of how measurements are summed up and printed. The measurements themselves are runs. */
@NullMarked
package io.mainstem.benchmarks;

import org.jspecify.annotations.NullMarked;
