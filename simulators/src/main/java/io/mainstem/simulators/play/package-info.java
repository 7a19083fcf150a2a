/**
 * Plays the timeline in fast time. Changes the tools' records first, rings the webhooks after,
 * tells the story.
 */
@NullMarked
package io.mainstem.simulators.play;

import org.jspecify.annotations.NullMarked;
