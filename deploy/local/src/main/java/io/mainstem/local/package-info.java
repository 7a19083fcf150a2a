/**
 * Everything on this machine by one command: starts and watches the backbone and the services, and
 * answers what people ask on the command line. It decides nothing about data; it starts, shows and
 * stops.
 */
@NullMarked
package io.mainstem.local;

import org.jspecify.annotations.NullMarked;
