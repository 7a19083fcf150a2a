/**
 * The one strict JSON parser and its limits. Nothing that came from outside is read by any other.
 */
@NullMarked
package io.mainstem.connections.json;

import org.jspecify.annotations.NullMarked;
