package io.mainstem.architecture.planted.ingest;

import io.mainstem.architecture.planted.sink.SinkPart;

/** Planted: a service that uses another. */
public final class ReachesIntoSink {
  private final SinkPart part = new SinkPart("sink");

  public String name() {
    return part.name();
  }
}
