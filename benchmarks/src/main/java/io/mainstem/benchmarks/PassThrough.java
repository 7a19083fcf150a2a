package io.mainstem.benchmarks;

import io.mainstem.runtime.service.Foundation;
import io.mainstem.runtime.service.Service;
import io.mainstem.runtime.service.ServiceSettings;
import io.mainstem.runtime.streams.StreamsApp;
import io.mainstem.runtime.streams.StreamsOptions;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.SourceEvent;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * A topology that reads source events and writes them on, with the serdes, the exactly-once
 * guarantee and the settings of our services, and nothing in between.
 */
public final class PassThrough {
  static final String OUT = "bench.pass-through";

  private PassThrough() {}

  /** Takes no arguments; everything comes from the environment. */
  public static void main(String[] args) {
    Service.run(
        "pass-through",
        (environment, lifecycle) -> {
          ServiceSettings settings = ServiceSettings.read(environment);
          environment.check();
          Foundation foundation =
              Foundation.start("pass-through", settings, InstantSource.system(), lifecycle);
          StreamsOptions options =
              new StreamsOptions(
                  "bench-pass-through", settings.kafka(), settings.state(), "0", 1, 16);
          Serde<SourceEvent> serde = foundation.serdes().of(SourceEvent.class);
          StreamsBuilder builder = new StreamsBuilder();
          builder.stream(
                  TopicCatalogue.source(SquareWebhooks.CONNECTION),
                  Consumed.with(Serdes.String(), serde).withName("read"))
              .to(OUT, Produced.with(Serdes.String(), serde).withName("write"));
          StreamsApp.start(
              builder.build(options.properties()),
              options,
              foundation.health(),
              foundation.metrics(),
              lifecycle);
        });
  }
}
