package io.mainstem.connections.pull;

import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;

/** Whoever sends a call and brings the answer. */
@FunctionalInterface
public interface Exchange {
  HttpAnswer send(HttpCall call);
}
