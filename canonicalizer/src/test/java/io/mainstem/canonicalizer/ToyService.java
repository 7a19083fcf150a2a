package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.topology.CanonicalizerTopology;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.streams.StreamsApp;
import io.mainstem.runtime.streams.StreamsOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;

/** The service with the rules of a toy business, in this JVM or as one to be killed. */
final class ToyService {
  private ToyService() {}

  /** Arguments: prefix, bootstrap servers, registry, state folder. Runs until it is killed. */
  public static void main(String[] args) throws InterruptedException {
    Lifecycle lifecycle = new Lifecycle();
    start(new Toy(args[0]), args[1], args[2], Path.of(args[3]), "0", lifecycle);
    lifecycle.awaitStopRequest();
    System.exit(1);
  }

  static StreamsApp start(
      Toy toy,
      String bootstrap,
      String registry,
      Path state,
      String instance,
      Lifecycle lifecycle) {
    StreamsOptions options =
        new StreamsOptions(toy.application(), bootstrap, state, instance, 1, 16);
    CanonicalizerTopology topology =
        new CanonicalizerTopology(
            toy.rules(),
            ToyBroker.serdes(registry, state),
            InstantSource.system(),
            (connection, kind, code) -> {},
            3);
    return StreamsApp.start(
        topology.build(options.properties()),
        options,
        new HealthRegistry(InstantSource.system()),
        new SimpleMeterRegistry(),
        lifecycle);
  }
}
