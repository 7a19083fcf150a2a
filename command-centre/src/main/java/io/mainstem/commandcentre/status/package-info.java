/**
 * What is going on right now: balance and freshness per source, services' health, insights, actions
 * and quarantine. Everything is a query with a limit.
 */
@NullMarked
package io.mainstem.commandcentre.status;

import org.jspecify.annotations.NullMarked;
