/**
 * HubSpot's CRM v3 API as its description says it behaves. Thin events, cursors, search, and errors
 * in its words.
 */
@NullMarked
package io.mainstem.simulators.hubspot;

import org.jspecify.annotations.NullMarked;
