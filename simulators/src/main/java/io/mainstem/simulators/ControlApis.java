package io.mainstem.simulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.FaultDesk;
import io.mainstem.simulators.api.Journal;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.timeline.Expected;
import io.mainstem.simulators.webhook.SentLog;
import java.util.List;
import java.util.Optional;

/**
 * What only tests and the demo ask: the journal, the sender's log, the expectation, faults, health.
 */
final class ControlApis {
  private final Journal journal;
  private final SentLog sent;
  private final FaultDesk faults;
  private final SimulatorConfig config;
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  ControlApis(Journal journal, SentLog sent, FaultDesk faults, SimulatorConfig config) {
    this.journal = journal;
    this.sent = sent;
    this.faults = faults;
    this.config = config;
  }

  List<Api> apis() {
    return List.of(
        open("_journal").on("GET", "", this::journal),
        open("_sent")
            .on(
                "GET",
                "",
                call -> Answer.json(200, sent.report(!"true".equals(call.query("totals"))))),
        open("_expected").on("GET", "", this::expected),
        open("_faults").on("POST", "", faults::add).on("DELETE", "", call -> faults.clear()),
        open("health")
            .on("GET", "/(?:live|ready)", call -> Answer.json(200, Json.object("status", "up"))));
  }

  private static Api open(String name) {
    return new Api(name, call -> Optional.empty());
  }

  private Answer journal(Call call) {
    String tool = call.query("tool");
    return Answer.json(
        200,
        Json.list(
            journal.entries().stream()
                .filter(entry -> tool == null || tool.equals(entry.path("tool").asText()))
                .toList()));
  }

  private Answer expected(Call call) {
    String days = call.query("days", String.valueOf(config.days()));
    if (!days.matches("\\d{1,2}")) {
      return Answer.of(400, "text/plain", "days: " + days + " (expected: a number of days)\n");
    }
    try {
      Expected expected = Expected.after(config.seed(), Integer.parseInt(days));
      return Answer.of(200, "application/json", mapper.writeValueAsString(expected));
    } catch (IllegalArgumentException beyond) {
      return Answer.of(400, "text/plain", beyond.getMessage() + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
