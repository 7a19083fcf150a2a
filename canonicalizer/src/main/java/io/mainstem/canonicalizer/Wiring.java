package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.map.SourceMapper;
import io.mainstem.canonicalizer.topology.CanonicalizerTopology;
import io.mainstem.canonicalizer.topology.OutcomeMeter;
import io.mainstem.canonicalizer.topology.ResolveStores;
import io.mainstem.canonicalizer.topology.Rules;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.streams.StreamsApp;
import io.mainstem.runtime.streams.StreamsOptions;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** Puts the service together, top to bottom. */
final class Wiring {
  private static final int STORE_MEGABYTES = 96;

  private Wiring() {}

  static void start(Settings environment, Lifecycle lifecycle)
      throws WorkspaceException, InterruptedException {
    CanonicalizerSettings settings = CanonicalizerSettings.read(environment);
    Workspace workspace = Workspace.load(settings.workspace(), System::getenv);
    InstantSource clock = InstantSource.system();
    Foundation foundation = Foundation.start("canonicalizer", settings.service(), clock, lifecycle);

    TopicGate gate = new TopicGate(foundation.kafka(), foundation.health().component("topics"));
    gate.await(TopicCatalogue.with(workspace.connections().keySet()));
    gate.awaitSchemas(
        foundation.schemaIds(), TopicCatalogue.fixed().stream().filter(Wiring::isOurs).toList());

    StreamsOptions options =
        new StreamsOptions(
            CanonicalizerTopology.APPLICATION_ID,
            settings.service().kafka(),
            settings.service().state(),
            settings.instance(),
            settings.threads(),
            STORE_MEGABYTES,
            ResolveStores.prefixBytes());
    CanonicalizerTopology topology =
        new CanonicalizerTopology(
            Rules.of(workspace, fields(foundation.metrics())),
            foundation.serdes(),
            clock,
            meter(foundation.metrics()),
            new RuleHealth(foundation.health().component("rules"), foundation.metrics()),
            TopicCatalogue.PARTITIONS);
    StreamsApp.start(
        topology.build(options.properties()),
        options,
        foundation.health(),
        foundation.metrics(),
        lifecycle);
  }

  private static boolean isOurs(Topic topic) {
    return topic.owner().equals("canonicalizer");
  }

  private static SourceMapper.FieldMeter fields(MeterRegistry meters) {
    return (connection, object, path) ->
        Counter.builder("mainstem.unknown.fields")
            .description("Payloads, of those looked through, that held a field nobody declared")
            .tag("connection", connection)
            .tag("object", object)
            .tag("path", path)
            .register(meters)
            .increment();
  }

  private static OutcomeMeter meter(MeterRegistry meters) {
    return (connection, kind, code) ->
        Counter.builder("mainstem.outcomes")
            .description("Outcomes of source events, as decided")
            .tag("connection", connection)
            .tag("kind", kind.name())
            .tag("code", code == null ? "" : code)
            .register(meters)
            .increment();
  }
}
