package io.mainstem.simulators.api;

import io.mainstem.simulators.timeline.Notice;

/** Where a tool tells that a record it holds was changed through its API. */
public interface Bell {
  void ring(Notice notice);
}
