/**
 * How alike two records are (comparisons, weights and blocking keys), and what people decided about
 * them; all pure.
 */
@NullMarked
package io.mainstem.connections.identity;

import org.jspecify.annotations.NullMarked;
