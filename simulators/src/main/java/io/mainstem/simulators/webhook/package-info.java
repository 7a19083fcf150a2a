/**
 * Signs and delivers webhooks as the vendors do. Retries, remembers every answer, never exceeds its
 * rate.
 */
@NullMarked
package io.mainstem.simulators.webhook;

import org.jspecify.annotations.NullMarked;
