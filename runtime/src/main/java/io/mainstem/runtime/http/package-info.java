/**
 * A small HTTP server on Jetty core with limits against slow and large callers. Services bring
 * their handlers; health and metrics are handlers too.
 */
@NullMarked
package io.mainstem.runtime.http;

import org.jspecify.annotations.NullMarked;
