package io.mainstem.connections.metrics;

/** What makes a metric's value worth telling somebody. */
public sealed interface Detector permits TargetDetector, PeerDetector {

  /** Its name in metrics.yaml; part of every insight's id. */
  String name();

  /** The metric it watches. */
  String metric();

  Sentences sentences();
}
