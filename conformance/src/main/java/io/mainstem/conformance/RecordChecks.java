package io.mainstem.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mainstem.connections.Connection;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.expression.Moments;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.map.Fragment;
import io.mainstem.connections.map.MapResult;
import io.mainstem.connections.map.Mapper;
import io.mainstem.connections.tool.ObjectSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What records become, and which of two versions is the newer. */
final class RecordChecks {
  private final Subject subject;
  private final Findings findings;

  RecordChecks(Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  void run() {
    Connection connection = subject.connection(List.of());
    Mapper mapper = Mapper.of(Subject.BUSINESS, connection);
    for (Samples.RecordSample sample : subject.samples().records()) {
      Optional<ObjectSpec> object = subject.tool().find(sample.object());
      if (object.isEmpty()) {
        findings.failed(
            Check.SAMPLES,
            sample.name(),
            "the tool file has no object '"
                + sample.object()
                + "' (it has "
                + String.join(", ", subject.tool().objects())
                + ")");
        continue;
      }
      MapResult result = mapper.map(sample.object(), sample.record());
      Optional<String> difference =
          sample
              .expected()
              .map(expected -> difference(expected, result))
              .orElse(Optional.of("there is no .expected.json"));
      findings.that(
          difference.isEmpty(), Check.SAMPLES, sample.name(), difference.orElse("as expected"));
      order(sample, object.get());
    }
  }

  private Optional<String> difference(JsonNode expected, MapResult result) {
    return switch (result) {
      case MapResult.Filtered _ ->
          expected.path("filtered").asBoolean()
              ? Optional.empty()
              : Optional.of("the record is left out");
      case MapResult.Unfit unfit ->
          expected.path("unfit").asText().equals(unfit.code().name())
              ? Optional.empty()
              : Optional.of("it is held back: " + unfit.code() + ": " + unfit.cause());
      case MapResult.Mapped mapped when mapped.held() != null ->
          difference(expected, mapped.held().why());
      case MapResult.Mapped mapped -> difference(expected, mapped.fragments());
    };
  }

  private Optional<String> difference(JsonNode expected, List<Fragment> fragments) {
    if (!expected.isArray() || expected.size() != fragments.size()) {
      return Optional.of("it became " + fragments.stream().map(it -> it.entity().name()).toList());
    }
    for (int i = 0; i < fragments.size(); i++) {
      Fragment fragment = fragments.get(i);
      JsonNode wanted = expected.get(i);
      if (!wanted.path("entity").asText().equals(fragment.entity().name())) {
        return Optional.of("fragment " + (i + 1) + " is " + fragment.entity().name());
      }
      Optional<String> difference =
          new Likeness(subject.tool().name())
              .difference(fragment.entity().name(), wanted, fragment.record());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** The record of a moment before is older, whichever comes first. */
  private void order(Samples.RecordSample sample, ObjectSpec object) {
    ObjectSpec.Version version = object.version();
    if (version == null) {
      return;
    }
    try {
      JsonNode root = new ObjectMapper().readTree(sample.record().toArray());
      JsonNode at = version.at().in(root);
      Optional<JsonNode> before = before(at, version.time());
      if (before.isEmpty()) {
        findings.failed(
            Check.DISORDER, sample.name(), "its version at " + version.at() + " cannot be read");
        return;
      }
      JsonEdit.put(root, version.at().steps(), before.get());
      Optional<Long> newer = version(object, sample.record());
      Optional<Long> older = version(object, Bytes.utf8(root.toString()));
      findings.that(
          newer.isPresent() && older.isPresent() && older.get() < newer.get(),
          Check.DISORDER,
          sample.name(),
          "version " + newer.orElse(null) + " is not newer than " + older.orElse(null));
    } catch (IOException e) {
      findings.failed(Check.DISORDER, sample.name(), "the sample is not JSON");
    }
  }

  private static Optional<JsonNode> before(JsonNode version, boolean time) {
    if (!time) {
      return version.isIntegralNumber() || version.asText().matches("[0-9]{1,18}")
          ? Optional.of(LongNode.valueOf(version.asLong() - 1))
          : Optional.empty();
    }
    return Moments.read(version.asText())
        .map(moment -> TextNode.valueOf(moment.minus(Duration.ofSeconds(1)).toString()));
  }

  private static Optional<Long> version(ObjectSpec object, Bytes record) {
    try {
      return Snapshots.of(object, record, Subject.NOW, "conformance")
          .map(Delivery.Snapshot::version);
    } catch (UnreadableJsonException e) {
      return Optional.empty();
    }
  }
}
