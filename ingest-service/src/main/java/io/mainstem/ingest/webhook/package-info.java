/**
 * The door for webhooks: reads a request within limits, lets the tool file judge it, and answers
 * only once the broker has what was accepted. What the answer is, is decided without HTTP or Kafka.
 */
@NullMarked
package io.mainstem.ingest.webhook;

import org.jspecify.annotations.NullMarked;
