/** What a tool file cannot say: code that verifies a delivery, found by its name. */
@NullMarked
package io.mainstem.connections.plugin;

import org.jspecify.annotations.NullMarked;
