/** Requests and answers as plain values, shared by fetching and writing. No client lives here. */
@NullMarked
package io.mainstem.connections.http;

import org.jspecify.annotations.NullMarked;
