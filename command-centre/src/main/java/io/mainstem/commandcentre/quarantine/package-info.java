/**
 * Where people mend what is in quarantine: shown with its cause, changed, tried against the
 * mapping, and sent again. What is sent goes to the source topic like any other event.
 */
@NullMarked
package io.mainstem.commandcentre.quarantine;

import org.jspecify.annotations.NullMarked;
