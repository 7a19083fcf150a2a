/** The suite itself is checked: what is wrong must be found. Nothing here needs a network. */
@NullMarked
package io.mainstem.conformance;

import org.jspecify.annotations.NullMarked;
