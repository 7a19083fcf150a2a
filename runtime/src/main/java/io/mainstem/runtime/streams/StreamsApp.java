package io.mainstem.runtime.streams;

import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.health.HealthRegistry;
import io.mainstem.runtime.service.Lifecycle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running topology. Its state is the health component {@code streams}; records that Streams
 * dropped without a word are the gauge {@code mainstem_streams_dropped_records}, which must stay 0.
 */
public final class StreamsApp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;

  private StreamsApp(KafkaStreams streams, KafkaStreamsMetrics metrics) {
    this.streams = streams;
    this.metrics = metrics;
  }

  /**
   * Starts the topology and returns at once; the lifecycle stops it. A thread that dies is replaced
   * a few times; after that the process stops with a failure, to be started again from outside.
   */
  public static StreamsApp start(
      Topology topology,
      StreamsOptions options,
      HealthRegistry health,
      MeterRegistry meters,
      Lifecycle lifecycle) {
    HealthComponent component = health.component("streams");
    KafkaStreams streams = new KafkaStreams(topology, options.properties());
    streams.setStateListener((now, before) -> report(component, now));
    ThreadReplacement replacement = new ThreadReplacement();
    streams.setUncaughtExceptionHandler(
        failure -> {
          log.atError().setCause(failure).log("stream thread died");
          if (replacement.allowed(System.nanoTime())) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
          }
          lifecycle.fail("stream threads keep dying", failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
    StreamsApp app = new StreamsApp(streams, metrics);
    Gauge.builder("mainstem.streams.dropped.records", app, StreamsApp::droppedRecords)
        .description("Records that Kafka Streams dropped without a word; must stay 0")
        .register(meters);
    streams.start();
    return lifecycle.manage("streams", app);
  }

  public KafkaStreams.State state() {
    return streams.state();
  }

  /** The client itself, for interactive queries and tests. */
  public KafkaStreams client() {
    return streams;
  }

  /** Sum of {@code dropped-records-total} over all tasks. */
  public double droppedRecords() {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("dropped-records-total"))
        .map(Metric::metricValue)
        .mapToDouble(value -> value instanceof Double number ? number : 0)
        .sum();
  }

  /** Commits and stops, keeping the group membership so that a restart takes over at once. */
  @Override
  public void close() {
    metrics.close();
    if (!streams.close(CLOSE_TIMEOUT)) {
      log.atWarn().addKeyValue("timeout", CLOSE_TIMEOUT).log("streams did not stop in time");
    }
  }

  private static void report(HealthComponent component, KafkaStreams.State state) {
    switch (state) {
      case RUNNING -> component.up("running");
      case CREATED -> component.down("starting");
      case REBALANCING -> component.degraded("rebalancing or restoring");
      case PENDING_SHUTDOWN, NOT_RUNNING -> component.down("stopped");
      case PENDING_ERROR, ERROR -> component.down("failed");
    }
  }
}
