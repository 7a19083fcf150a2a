/** Signatures and deliveries, checked by code that shares nothing with the sender's. */
@NullMarked
package io.mainstem.simulators.webhook;

import org.jspecify.annotations.NullMarked;
