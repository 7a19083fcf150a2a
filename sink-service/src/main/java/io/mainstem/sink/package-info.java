/**
 * The reporting store and everything that is written to tools. Wiring is the only place that builds
 * collaborators; it reads top to bottom like the architecture page.
 */
@NullMarked
package io.mainstem.sink;

import org.jspecify.annotations.NullMarked;
