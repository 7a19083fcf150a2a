package io.mainstem.ingest.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** Figures of the door. Labels are names of the workspace and codes, never the sender's words. */
final class WebhookMeters {

  private final MeterRegistry meters;

  WebhookMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void answered(String connection, AnswerCode code, int status) {
    Counter.builder("mainstem.ingest.requests")
        .description("Webhook requests by answer")
        .tag("connection", connection)
        .tag("code", code.name().toLowerCase(Locale.ROOT))
        .tag("status", String.valueOf(status))
        .register(meters)
        .increment();
  }

  void stored(String connection, int events, Duration untilAck) {
    Counter.builder("mainstem.ingest.events")
        .description("Events and doorbells stored")
        .tag("connection", connection)
        .register(meters)
        .increment(events);
    Timer.builder("mainstem.ingest.ack")
        .description("From the end of the body to the broker's last ack")
        .publishPercentileHistogram()
        .tag("connection", connection)
        .register(meters)
        .record(untilAck);
  }
}
