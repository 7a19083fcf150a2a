/** JSON as trees: building, reading and writing it in one way everywhere. Pure. */
@NullMarked
package io.mainstem.simulators.json;

import org.jspecify.annotations.NullMarked;
