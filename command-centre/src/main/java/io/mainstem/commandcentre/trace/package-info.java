/**
 * From anything a person can paste to the journey of that record: deliveries, outcomes, identity,
 * versions, insights, actions. Did it sync? is answered here.
 */
@NullMarked
package io.mainstem.commandcentre.trace;

import org.jspecify.annotations.NullMarked;
