/**
 * What a tool file says: webhooks, API, shapes, mappings and writes. Records and their reader;
 * nothing here talks to anybody.
 */
@NullMarked
package io.mainstem.connections.tool;

import org.jspecify.annotations.NullMarked;
