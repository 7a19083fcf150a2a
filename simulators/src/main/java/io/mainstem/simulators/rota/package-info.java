/** The rota database. Created here, seeded from the business, changed as shifts are worked. */
@NullMarked
package io.mainstem.simulators.rota;

import org.jspecify.annotations.NullMarked;
