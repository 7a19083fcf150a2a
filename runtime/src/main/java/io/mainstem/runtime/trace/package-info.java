/**
 * W3C trace context, from the webhook through the headers of records to the call of a tool; spans
 * for OpenTelemetry.
 */
@NullMarked
package io.mainstem.runtime.trace;

import org.jspecify.annotations.NullMarked;
