/**
 * The declared shape of a tool's payloads. Mappings are type-checked against it when the tool file
 * loads, and every payload is held against it before it is mapped.
 */
@NullMarked
package io.mainstem.connections.shape;

import org.jspecify.annotations.NullMarked;
