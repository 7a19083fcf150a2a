package io.mainstem.canonicalizer.topology;

import io.mainstem.connections.identity.Decision;
import io.mainstem.runtime.avro.UnreadableRecordException;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads people's decisions, and sends each to the task of its entity. */
final class DecisionReader implements Processor<byte[], byte[], String, DecisionSent> {
  private static final Logger log = LoggerFactory.getLogger(DecisionReader.class);

  private final Deserializer<io.mainstem.schemas.event.Decision> deserializer;
  private final Patience patience;
  private @Nullable ProcessorContext<String, DecisionSent> context;

  DecisionReader(Deserializer<io.mainstem.schemas.event.Decision> deserializer, Patience patience) {
    this.deserializer = deserializer;
    this.patience = patience;
  }

  @Override
  public void init(ProcessorContext<String, DecisionSent> started) {
    context = started;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] value = record.value();
    if (record.key() == null || value == null) {
      return;
    }
    try {
      io.mainstem.schemas.event.Decision said =
          patience.ask(() -> deserializer.deserialize(TopicCatalogue.DECISIONS, value));
      Decision decision = decision(new String(record.key(), StandardCharsets.UTF_8), said);
      Objects.requireNonNull(context)
          .forward(
              new Record<>(
                  said.getEntity(),
                  new DecisionSent(decision),
                  record.timestamp(),
                  record.headers()));
    } catch (UnreadableRecordException e) {
      log.atWarn().addKeyValue("code", e.code()).log("a decision cannot be read");
    } catch (IllegalArgumentException e) {
      log.atWarn().log("a decision names what is no source record");
    }
  }

  private static Decision decision(String id, io.mainstem.schemas.event.Decision said) {
    return new Decision(
        id,
        Decision.Kind.valueOf(said.getKind().name()),
        said.getRecords().stream()
            .map(key -> SourceKey.parse(key).linkKey(said.getEntity()))
            .toList(),
        said.getDecidedBy(),
        said.getReason(),
        said.getAt());
  }
}
