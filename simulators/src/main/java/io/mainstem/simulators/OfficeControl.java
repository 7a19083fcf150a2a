package io.mainstem.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Api;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.api.FaultDesk;
import io.mainstem.simulators.api.Faults;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Office;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What tests ask over HTTP of any number of simulated vendors; never a vendor's own path. */
final class OfficeControl {
  private final List<Office> offices;
  private final FaultDesk faults;

  OfficeControl(List<Office> offices, Faults faults) {
    this.offices = List.copyOf(offices);
    this.faults = new FaultDesk(faults);
  }

  List<Api> apis() {
    return List.of(
        open("_journal").on("GET", "", this::journal),
        open("_sent").on("GET", "", this::sent),
        open("_subscriptions")
            .on("GET", "/([^/]+)", of(o -> Answer.json(200, o.shownSubscriptions()))),
        open("_records")
            .on("GET", "/([^/]+)/([^/]+)", this::list)
            .on("POST", "/([^/]+)/([^/]+)", this::add)
            .on("PATCH", "/([^/]+)/([^/]+)/([^/]+)", this::change)
            .on("DELETE", "/([^/]+)/([^/]+)/([^/]+)", this::delete)
            .on("POST", "/([^/]+)/([^/]+)/([^/]+)/merge/([^/]+)", this::merge),
        open("_tokens").on("DELETE", "/([^/]+)", of(this::expire)),
        open("_faults").on("POST", "", faults::add).on("DELETE", "", call -> faults.clear()),
        open("health")
            .on("GET", "/(?:live|ready)", call -> Answer.json(200, Json.object("status", "up"))));
  }

  private static Api open(String name) {
    return new Api(name, call -> Optional.empty());
  }

  private Function<Call, Answer> of(Function<Office, Answer> answer) {
    return call -> answer.apply(office(call));
  }

  private Office office(Call call) {
    return offices.stream()
        .filter(office -> office.name().equals(call.part(0)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("tool: " + call.part(0)));
  }

  private Answer journal(Call call) {
    return entries(call, offices.stream().flatMap(office -> office.journal().entries().stream()));
  }

  private Answer sent(Call call) {
    return entries(call, offices.stream().flatMap(office -> office.sent().stream()));
  }

  private static Answer entries(Call call, Stream<? extends JsonNode> entries) {
    String tool = call.query("tool");
    return Answer.json(
        200,
        Json.list(
            entries
                .filter(
                    entry ->
                        tool == null
                            || tool.equals(entry.path("tool").asText())
                            || tool.equals(entry.path("connection").asText()))
                .distinct()
                .toList()));
  }

  private Answer list(Call call) {
    return Answer.json(
        200,
        Json.list(office(call).records().live(call.part(1)).stream().map(Entry::body).toList()));
  }

  /** Without a body the next {@code count} invented records. */
  private Answer add(Call call) {
    var records = office(call).records();
    Optional<JsonNode> body = call.json().filter(JsonNode::isObject);
    if (body.isPresent()) {
      return shown(records.add(call.part(1), body.get().deepCopy()));
    }
    int count = Integer.parseInt(call.query("count", "1"));
    for (int i = 1; i < count; i++) {
      records.sample(call.part(1));
    }
    return shown(records.sample(call.part(1)));
  }

  private Answer change(Call call) {
    return shown(
        office(call)
            .records()
            .change(call.part(1), call.part(2), call.json().orElse(Json.object())));
  }

  private Answer delete(Call call) {
    return shown(office(call).records().delete(call.part(1), call.part(2)));
  }

  private Answer merge(Call call) {
    return shown(office(call).records().merge(call.part(1), call.part(2), call.part(3)));
  }

  private Answer expire(Office office) {
    office.expireTokens();
    return Answer.empty(204);
  }

  private static Answer shown(Optional<Entry> entry) {
    return entry.map(OfficeControl::shown).orElseGet(() -> Answer.empty(404));
  }

  private static Answer shown(Entry entry) {
    return Answer.json(200, Json.object("id", entry.id(), "body", entry.body()));
  }
}
