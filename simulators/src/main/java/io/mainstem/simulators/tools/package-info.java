/**
 * The vendors, one class each: what their own descriptions say about paths, credentials, pages,
 * writes and webhooks. Nothing here is taken from the tool files it is used to test.
 */
@NullMarked
package io.mainstem.simulators.tools;

import org.jspecify.annotations.NullMarked;
