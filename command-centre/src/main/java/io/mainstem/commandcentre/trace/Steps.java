package io.mainstem.commandcentre.trace;

import io.mainstem.commandcentre.status.EventRow;
import io.mainstem.commandcentre.status.InsightView;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what is known of a record into the order in which it happened. Pure. */
final class Steps {
  private static final String INGEST = "ingest-service";
  private static final String CANONICALIZER = "canonicalizer";
  private static final String ANOMALY_STREAMS = "anomaly-streams";
  private static final String SINK = "sink-service";

  private final Set<Step> steps = new LinkedHashSet<>();

  void journey(Journey journey) {
    journey.deliveries().forEach(this::event);
    for (LinkView link : journey.links()) {
      add(link.at(), CANONICALIZER, "linked: " + link.reason(), link.sourceKey());
    }
    for (ChangeView change : journey.changes()) {
      change(journey, change);
    }
    for (InsightView insight : journey.insights()) {
      add(insight.openedAt(), ANOMALY_STREAMS, "insight: " + insight.sentence(), insight.id());
      add(insight.resolvedAt(), ANOMALY_STREAMS, "insight resolved", insight.id());
    }
  }

  private void change(Journey journey, ChangeView change) {
    String fields =
        change.fields().stream()
            .map(ChangeView.FieldChange::field)
            .collect(Collectors.joining(", "));
    String what = words(change.kind()) + (fields.isEmpty() ? "" : ": " + fields);
    String into = change.mergedInto() == null ? "" : " into " + change.mergedInto();
    add(change.at(), CANONICALIZER, what + into, journey.entity() + " v" + change.version());
  }

  void event(EventRow event) {
    String key = event.sourceKey();
    if (event.rangAt() == null) {
      add(
          event.receivedAt(),
          INGEST,
          "received by " + words(event.via()) + ", receipt " + event.deliveryId(),
          key);
    } else {
      add(event.rangAt(), INGEST, "told of, receipt " + event.deliveryId(), key);
      add(event.publishedAt(), INGEST, "fetched version " + event.version(), key);
    }
    String why = event.cause() == null ? event.code() : event.cause();
    String reached =
        event.reached().stream()
            .map(record -> record.entity() + " v" + record.version())
            .collect(Collectors.joining(", "));
    add(
        event.decidedAt(),
        CANONICALIZER,
        words(event.outcome())
            + (reached.isEmpty() ? "" : " to " + reached)
            + (why == null ? "" : ": " + why),
        key);
  }

  void waiting(Waiting waiting) {
    add(
        waiting.receivedAt(),
        INGEST,
        "told of, not fetched yet, receipt " + waiting.deliveryId(),
        waiting.sourceKey());
  }

  void readBack(TargetView target) {
    add(
        target.readAt(),
        SINK,
        target.differs().isEmpty()
            ? "read back: holds what was written"
            : "read back: differs in " + String.join(", ", target.differs()),
        target.connection() + "|" + target.object() + "|" + target.id());
  }

  void add(Step step) {
    steps.add(step);
  }

  private void add(@Nullable Instant at, String process, String what, String record) {
    if (at != null) {
      steps.add(new Step(at, process, what, record));
    }
  }

  List<Step> inOrder() {
    return steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
