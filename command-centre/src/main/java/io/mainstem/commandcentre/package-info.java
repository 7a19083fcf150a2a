/**
 * The command centre: one live page over the reporting store and the services' health. It reads and
 * never writes.
 */
@NullMarked
package io.mainstem.commandcentre;

import org.jspecify.annotations.NullMarked;
