/** Slack's chat.postMessage. Answers 200 with ok:false where the real one does. */
@NullMarked
package io.mainstem.simulators.slack;

import org.jspecify.annotations.NullMarked;
