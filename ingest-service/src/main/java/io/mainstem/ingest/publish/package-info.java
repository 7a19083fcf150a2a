/** The one producer that webhooks and fetches share. Says truthfully whether records are stored. */
@NullMarked
package io.mainstem.ingest.publish;

import org.jspecify.annotations.NullMarked;
