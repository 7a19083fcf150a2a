/**
 * What everybody who asks one connection's tool shares: its pace, its number of calls at a time,
 * its access token.
 */
@NullMarked
package io.mainstem.ingest.tool;

import org.jspecify.annotations.NullMarked;
