/**
 * What a service says about itself: components with a state and a sentence, and metrics. The admin
 * endpoints only print what is registered here.
 */
@NullMarked
package io.mainstem.runtime.health;

import org.jspecify.annotations.NullMarked;
