/**
 * The only room that knows CEL: types, functions, compilation and evaluation. Everything else sees
 * Expression.
 */
@NullMarked
package io.mainstem.connections.expression;

import org.jspecify.annotations.NullMarked;
