/**
 * A business's workspace: its connections, who owns which field, and what makes two records the
 * same. Loaded whole, with all problems at once.
 */
@NullMarked
package io.mainstem.connections;

import org.jspecify.annotations.NullMarked;
