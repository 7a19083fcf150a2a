package io.mainstem.anomaly;

import io.mainstem.anomaly.metric.TradingCalendar;
import io.mainstem.anomaly.stream.AnomalyTopology;
import io.mainstem.anomaly.stream.Doubts;
import io.mainstem.anomaly.stream.TopicWait;
import io.mainstem.connections.Workspace;
import io.mainstem.connections.WorkspaceException;
import io.mainstem.connections.metrics.Metrics;
import io.mainstem.runtime.config.Settings;
import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Lifecycle;
import io.mainstem.runtime.streams.StreamsApp;
import io.mainstem.runtime.streams.StreamsOptions;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The only place that constructs anomaly-streams' parts. */
final class Wiring {
  private static final int STORE_MEGABYTES = 32;
  private static final int THREADS = 1;

  private Wiring() {}

  static void start(Settings settings, Lifecycle lifecycle)
      throws WorkspaceException, InterruptedException {
    AnomalyConfig config = AnomalyConfig.read(settings);
    settings.check();
    Workspace workspace = Workspace.load(config.workspace(), System::getenv);
    Metrics metrics = workspace.metrics();

    Foundation foundation =
        Foundation.start("anomaly-streams", config.service(), Clock.systemUTC(), lifecycle);
    Doubts doubts =
        (subject, reason) ->
            foundation
                .metrics()
                .counter("mainstem.anomaly.uncounted", "subject", subject, "reason", reason)
                .increment();
    TradingCalendar usual = new TradingCalendar(workspace.zone(), workspace.cutOff());
    StreamsOptions options =
        new StreamsOptions(
            applicationId(metrics),
            config.service().kafka(),
            config.service().state(),
            config.instanceId(),
            THREADS,
            STORE_MEGABYTES);
    AnomalyTopology topology =
        new AnomalyTopology(metrics, workspace.currency(), usual, foundation.serdes(), doubts);

    new TopicWait(foundation.kafka(), foundation.health().component("broker"))
        .await(topology.topics());
    foundation.schemaIds().warmUp(written());
    StreamsApp.start(
        topology.build(options.properties()),
        options,
        foundation.health(),
        foundation.metrics(),
        lifecycle);
  }

  /** Other counting rules mean counting from the beginning, under another name. */
  private static String applicationId(Metrics metrics) {
    return "anomaly-streams-" + metrics.fingerprint();
  }

  private static List<Topic> written() {
    Set<String> names = Set.of(TopicCatalogue.METRICS, TopicCatalogue.INSIGHTS);
    return TopicCatalogue.fixed().stream().filter(topic -> names.contains(topic.name())).toList();
  }
}
