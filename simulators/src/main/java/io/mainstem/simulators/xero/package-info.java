/**
 * Xero's accounting API as its description says it behaves. Validation, idempotency keys, pages and
 * thin events.
 */
@NullMarked
package io.mainstem.simulators.xero;

import org.jspecify.annotations.NullMarked;
