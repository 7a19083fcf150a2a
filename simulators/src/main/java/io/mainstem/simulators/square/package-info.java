/** Square's v2 API, reading side. Cursors, searches and errors in its words. */
@NullMarked
package io.mainstem.simulators.square;

import org.jspecify.annotations.NullMarked;
